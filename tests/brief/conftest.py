"""The fixtures that tests of this stage use."""

from tests.e2e.test_hostile_records import poisoned
from tests.fixtures import connection, made, own, run, spare
from tests.golden import golden

__all__ = ["connection", "golden", "made", "own", "poisoned", "run", "spare"]
