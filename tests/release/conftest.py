"""Fixtures of this folder: a release of the example reports, shared by all tests that only read it."""

import pytest

from tests.release.example_release import released
from tests.scenario import Scenario


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Scenario:
    """A home with two releases of the example reports. Not to be changed."""
    return released(tmp_path_factory.mktemp("example") / "home")
