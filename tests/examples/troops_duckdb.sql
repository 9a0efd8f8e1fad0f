-- How firm are the promises of troops for Ukraine, by country? Run it inside the folder of an export:
-- duckdb < troops_duckdb.sql
WITH said AS (
  SELECT DISTINCT pledge.*, actor.name AS country
  FROM 'parquet/pledge/*.parquet' AS pledge
  JOIN 'parquet/party/*.parquet' AS party ON party.commitment_id = pledge.id
  JOIN 'parquet/actor/*.parquet' AS actor ON actor.id = party.actor
  WHERE pledge.type = 'troop-deployment' AND pledge.beneficiary = 'UKR' AND pledge.voice = 'own'
    AND pledge.attribution IN ('individual', 'each')
    AND pledge.status NOT IN ('expired', 'never-materialised', 'superseded', 'suspended', 'withdrawn')
    AND party.role NOT IN ('attendee', 'beneficiary', 'host') AND actor.kind = 'state'
)
SELECT country, strength_label, hangs_on, count(*) OVER (PARTITION BY country) AS records
FROM said
QUALIFY row_number() OVER (PARTITION BY country ORDER BY strength_rank DESC NULLS LAST, id) = 1
ORDER BY strength_rank DESC NULLS LAST, country;
