"""The fixtures that tests of outputs use."""

from tests.fixtures import connection, made, own, run, spare

__all__ = ["connection", "made", "own", "run", "spare"]
