"""The command line with all its commands, as the reference of the commands is made from it."""

from commitments import cli

app = cli.app()
