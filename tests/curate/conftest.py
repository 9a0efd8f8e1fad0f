"""What tests of curation share with those of later stages."""

from tests.golden import golden

__all__ = ["golden"]
