"""A Parley home: the folder that holds an inbox, a ledger, builds and releases.

Belongs here: names of paths, and reading `PARLEY_HOME` and `PARLEY_LEDGER_URL` when asked. Nothing is made until
`ensure` is called.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.plain_errors import WrongRequest


class HomeError(WrongRequest):
    """The home cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of one home."""

    root: Path
    ledger_url: str

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def latest(self) -> Path:
        return self.releases / "latest"

    @property
    def failures(self) -> Path:
        return self.root / "failures"

    @property
    def publication(self) -> Path:
        return self.root / "publication.yaml"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def build_lock(self) -> Path:
        return self.build / "lock"

    def build_folder(self, selection_name: str) -> Path:
        """Where a build of a selection stages its tables."""
        return self.build / ("next" if selection_name == "head" else f"as-of-{selection_name}")

    def ensure(self) -> None:
        """Make the folders. HomeError where that cannot be done."""
        try:
            for folder in (self.inbox, self.build, self.dagster, self.releases):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeError(
                f"the home {self.root} cannot be written ({error.strerror}); set PARLEY_HOME to a folder of yours"
            ) from error
        if not os.access(self.root, os.W_OK):
            raise HomeError(f"the home {self.root} cannot be written; set PARLEY_HOME to a folder of yours")


def home_from(environment: Mapping[str, str]) -> Home:
    """The home that the environment names; `./data` where it names none."""
    root = Path(environment.get("PARLEY_HOME") or "data").expanduser().absolute()
    url = environment.get("PARLEY_LEDGER_URL") or f"sqlite:///{root / 'ledger.sqlite'}"
    return Home(root, url)
