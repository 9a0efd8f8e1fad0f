"""A database of security guarantees, and the command line that asks it."""

__version__ = "0.1.0"
