"""The fixtures that tests of this stage use."""

from tests.fixtures import connection, made, own, run, spare
from tests.golden import golden

__all__ = ["connection", "golden", "made", "own", "run", "spare"]
