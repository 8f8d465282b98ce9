"""The Dagster home inside a Parley home: where runs are remembered, so that the UI shows every one.

Belongs here: making `dagster.yaml` where there is none, and opening the instance. A file that is there is the
user's, and is left as it is.
"""

import os

import dagster as dg

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


def open_instance(home: Home) -> dg.DagsterInstance:
    """The instance of a home, ready for runs."""
    prepare(home)
    return dg.DagsterInstance.get()
