"""SQLite out: tables, the build, the refresh, and the proof that the database says what the data says."""
