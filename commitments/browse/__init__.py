"""The database as pages in a browser, served by Datasette to this machine alone."""
