-- What did those who promise do for those whom they promise it to, in the 90 days before the words and the 90 from them
-- on, by family? Run it inside the folder of an export, with a table of events beside that folder (events.py makes one
-- up): duckdb < events_duckdb.sql
WITH said AS (
  SELECT DISTINCT id, family, beneficiary, stated_earliest AS said_on, who.actor
  FROM (SELECT *, unnest(party) AS who FROM read_parquet('parquet/record/*/*.parquet', hive_partitioning = true))
  WHERE voice = 'own' AND attribution IN ('individual', 'each') AND stated_earliest = stated_latest
    AND who.role NOT IN ('attendee', 'beneficiary', 'host')
),
done AS (
  SELECT actor, target, day, count(*) AS events FROM '../events.parquet'
  WHERE kind = 'material-cooperation' GROUP BY ALL
)
SELECT family, count(DISTINCT id) AS pledges,
  coalesce(sum(events) FILTER (day < said_on), 0)::BIGINT AS before,
  coalesce(sum(events) FILTER (day >= said_on), 0)::BIGINT AS after
FROM said LEFT JOIN done
  ON done.actor = said.actor AND done.target = said.beneficiary AND day BETWEEN said_on - 90 AND said_on + 89
GROUP BY family ORDER BY family;
