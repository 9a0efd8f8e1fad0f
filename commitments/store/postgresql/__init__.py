"""The database on a PostgreSQL server: published there whole, and asked there as the file is."""
