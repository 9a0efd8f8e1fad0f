"""The database as a folder of files that other tools read: tables in three formats, and what they are described by."""
