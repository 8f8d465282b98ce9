"""The Dagster home inside a Parley home: where runs are remembered, so that the UI shows every one.

Belongs here: making `dagster.yaml` where there is none, and opening the instance. A file that is there is the
user's, and is left as it is.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from assets.run_history import open_instance
from pipelines.build_lock import build_lock
from pipelines.home import Home, HomeError

SETTINGS = """\
# Dagster's own settings for this home; written once, yours to change.
# https://docs.dagster.io/deployment/oss/dagster-yaml
telemetry:
  enabled: false
nux:
  enabled: false
retention:
  schedule:
    purge_after_days: 365
  sensor:
    purge_after_days:
      skipped: 7
      failure: 90
      success: 365
"""


def prepare(home: Home) -> None:
    """Make the home and its Dagster home, and name the latter to Dagster. HomeError where that cannot be done.

    PARLEY_HOME is made absolute: processes that Dagster starts have another working directory.
    """
    home.ensure()
    settings = home.dagster / "dagster.yaml"
    try:
        if not settings.exists():
            settings.write_text(SETTINGS, encoding="utf-8")
    except OSError as error:
        raise HomeError(f"{settings} cannot be written ({error.strerror}); check its rights") from error
    os.environ.update({"DAGSTER_HOME": str(home.dagster), "PARLEY_HOME": str(home.root)})


@contextmanager
def opened_instance(home: Home) -> Iterator[dg.DagsterInstance]:
    """The instance of a prepared home. One process at a time: Dagster makes its databases without a lock."""
    with build_lock(home.dagster / "opening.lock", wait=60.0, who="a process that opens the Dagster home"):
        instance = open_instance(home.dagster)
    with instance:
        yield instance
