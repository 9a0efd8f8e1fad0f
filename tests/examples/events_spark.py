"""The question of events_duckdb.sql, asked of Spark: `spark-submit events_spark.py` inside the folder of an export."""

import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("events").getOrCreate()
spark.read.parquet("parquet/record").createOrReplaceTempView("record")
spark.read.parquet("../events.parquet").createOrReplaceTempView("event")
answer = spark.sql("""
  WITH said AS (
    SELECT DISTINCT id, family, beneficiary, stated_earliest AS said_on, who.actor
    FROM (SELECT *, explode(party) AS who FROM record)
    WHERE voice = 'own' AND attribution IN ('individual', 'each') AND stated_earliest = stated_latest
      AND who.role NOT IN ('attendee', 'beneficiary', 'host')
  ),
  done AS (
    SELECT actor, target, day, count(*) AS events FROM event
    WHERE kind = 'material-cooperation' GROUP BY actor, target, day
  )
  SELECT family, count(DISTINCT id) AS pledges,
    coalesce(sum(events) FILTER (WHERE day < said_on), 0) AS before,
    coalesce(sum(events) FILTER (WHERE day >= said_on), 0) AS after
  FROM said LEFT JOIN done
    ON done.actor = said.actor AND done.target = said.beneficiary AND day BETWEEN said_on - 90 AND said_on + 89
  GROUP BY family ORDER BY family
""")
lines = [answer.columns, *answer.collect()]
sys.stdout.writelines("\t".join(map(str, line)) + "\n" for line in lines)
