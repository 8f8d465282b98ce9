"""`publication.yaml` of a home: title, authors, licence, address and DOI of its releases.

Belongs here: reading it strictly. A home without one publishes under the defaults of `facts.py`. What was read is
kept in the manifest, so that a rebuild needs no such file.
"""

from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import yaml

from pipelines.home import HomeError
from pipelines.release.facts import Publication

NAME = "publication.yaml"
_NAMES = tuple(f.name for f in fields(Publication))


def read_publication(path: Path) -> Publication:
    """The settings in a file; the defaults where there is none. HomeError, saying what to mend, for anything odd."""
    if not path.is_file():
        return Publication()
    try:
        given = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - builds strings only
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise HomeError(f"{path} is no simple YAML: {error}") from error
    if not isinstance(given, dict):
        raise HomeError(f"{path} must hold names and values; names are {', '.join(_NAMES)}")
    return publication_from(given, str(path))


def publication_from(given: dict[str, Any], where: str) -> Publication:
    """Settings from plain names and values. HomeError, naming `where` they stand, for anything odd."""
    for name, value in given.items():
        if name not in _NAMES:
            raise HomeError(f"{where} has no setting {name!r}; there are {', '.join(_NAMES)}")
        listed = name == "authors"
        whole = isinstance(value, list) and value and all(isinstance(v, str) and v.strip() for v in value)
        optional = name in ("url", "doi") and not value
        if not (whole if listed else optional or (isinstance(value, str) and value.strip())):
            raise HomeError(f"{where}: {name} must be {'a list of names' if listed else 'a text'}")
    if "licence" in given and "licence_url" not in given:
        raise HomeError(f"{where}: a licence of your own needs its licence_url")
    values: dict[str, Any] = {n: tuple(v) if n == "authors" else (v or None) for n, v in given.items()}
    return replace(Publication(), **values)


def as_plain(publication: Publication) -> dict[str, Any]:
    """Plain JSON; `publication_from` reads it back."""
    return {**asdict(publication), "authors": list(publication.authors)}
