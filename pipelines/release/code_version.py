"""Which code made a release: the version of the package, hashes of sources and lexicons, versions of libraries."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = ("schemas", "pipelines")
_SUFFIXES = (".py", ".tsv", ".yaml", ".sql", ".txt", ".html", ".css", ".js")
_LEXICONS = ("pipelines/coding", "pipelines/reference", "pipelines/resolution", "pipelines/tables")
#: libraries whose version can change a byte of a release
LIBRARIES = ("pyarrow", "SQLAlchemy", "PyYAML", "trafilatura", "lxml", "Jinja2")


@cache
def code_version() -> str:
    """Version of the package, "+", and eight hex digits of a hash over its sources and data files."""
    return f"{package_version()}+{_hash(_FOLDERS, _SUFFIXES)[:8]}"


@cache
def lexicon_hash() -> str:
    """SHA-256, hex, over the word lists and reference tables that coding and resolution read."""
    return _hash(_LEXICONS, (".tsv", ".yaml"))


def _hash(folders: tuple[str, ...], suffixes: tuple[str, ...]) -> str:
    running = hashlib.sha256()
    for folder in folders:
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.suffix in suffixes:
                running.update(path.relative_to(_ROOT).as_posix().encode() + b"\x00" + path.read_bytes() + b"\x00")
    return running.hexdigest()


def package_version() -> str:
    """Version of the installed package; "0" where it is not installed."""
    try:
        return version("parley")
    except PackageNotFoundError:
        return "0"


def library_versions() -> dict[str, str]:
    """Versions of the libraries that can change a byte of a release."""
    return {name: version(name) for name in LIBRARIES}
