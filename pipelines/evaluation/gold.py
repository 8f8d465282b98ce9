"""Gold: what careful coders make of a report, kept beside it.

Belongs here: finding `<stem>.gold.json` and the report it belongs to, and the shape of such a file. Does not
belong here: coding or comparing anything.

The shape is that of `parley code`. A key that is left out is empty, keys that are not compared are ignored;
a value of the wrong type is refused, for a slip in the gold would count against the coder.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.evaluation.compared import TABLES
from pipelines.intake.draft import Defaults
from pipelines.intake.reading import SKIPPED_SUFFIXES, Skipped
from pipelines.intake.receiving import ReadRejection, ReadReport, read_reports
from pipelines.intake.report import Report
from pipelines.plain_errors import WrongRequest

GOLD_SUFFIX = ".gold.json"

_TEXTS = {
    "meetings": ("key", "kind", "status", "place", "country", "level", "evidence"),
    "agreements": ("key", "kind", "status", "place", "evidence"),
    "conditions": ("key", "kind", "status", "holder", "speaker", "addressee", "conditioned", "evidence"),
}
_LISTS = {"meetings": ("parties", "persons", "mediators", "hosts"), "agreements": ("parties", "mediators")}
_DATES = {"meetings": ("date_start", "date_end"), "agreements": ("date",)}


class NoGold(WrongRequest):
    """There is nothing to measure by: no gold, gold without its report, or gold that cannot be read."""


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report and its records as they should be. `stem` is the name of its files."""

    stem: str
    report: Report
    records: Mapping[str, list[dict[str, Any]]]


def read_gold(folder: Path) -> list[GoldReport]:
    """The gold of a folder, in the order of the stems. NoGold, naming the file and what is wrong with it."""
    paths = {path.name.removesuffix(GOLD_SUFFIX): path for path in folder.glob(f"*{GOLD_SUFFIX}")}
    if not paths:
        raise NoGold(f"there is no *{GOLD_SUFFIX} in {folder}; put <report>{GOLD_SUFFIX} beside each <report>.md")
    reports = _reports(folder, set(paths))
    gold = []
    for stem, path in sorted(paths.items()):
        records = read_records(path)
        if stem not in reports:
            raise NoGold(f"{path} has no report beside it; put {stem}.md (or .txt, .html) into the same folder")
        gold.append(GoldReport(stem, reports[stem], records))
    return gold


def _reports(folder: Path, stems: set[str]) -> dict[str, Report]:
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    files = [path for path in files if path.suffix.lower() not in SKIPPED_SUFFIXES]
    reports: dict[str, Report] = {}
    for read in read_reports(files, Defaults(), datetime.now(UTC)):
        if isinstance(read, Skipped) or (stem := _stem(read)) not in stems:
            continue
        if isinstance(read, ReadRejection):
            raise NoGold(f"{folder / read.uri} cannot be coded: {read.rejection.reason}")
        if stem in reports:
            raise NoGold(f"{folder / stem}{GOLD_SUFFIX} has two reports beside it; keep one of them")
        reports[stem] = read.report
    return reports


def _stem(read: ReadReport | ReadRejection) -> str:
    """The report file's stem, with the line for JSON Lines, as `parley code --out` names its files."""
    path, _, line = read.uri.partition("#")
    return f"{PurePosixPath(path).stem}-{line}" if line else PurePosixPath(path).stem


def read_records(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The records of a file, by table. NoGold for a file that does not have the shape of `parley code`."""
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NoGold(f"{path} is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise NoGold(f"{path} is no JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    problem = next(_problems(content), None)
    if problem is not None:
        raise NoGold(f"{path}: {problem}")
    return {table: content[table] for table in TABLES}


def _problems(content: Any) -> Iterator[str]:
    if not isinstance(content, dict):
        yield f"expected an object with the lists {', '.join(TABLES)}"
        return
    for table in TABLES:
        if not isinstance(content.get(table), list):
            yield f"{table} must be a list, an empty one where there are none"
            return
        for number, record in enumerate(content[table], start=1):
            if not isinstance(record, dict):
                yield f"entry {number} of {table} must be an object"
                return
            name = record["key"] if isinstance(record.get("key"), str) else f"entry {number}"
            for problem in _record_problems(table, record):
                yield f"{table}, {name}: {problem}"


def _record_problems(table: str, record: Mapping[str, Any]) -> Iterator[str]:
    for field in _TEXTS[table]:
        if not isinstance(record.get(field), str | None):
            yield f"{field} must be text or null"
    for field in _LISTS.get(table, ()):
        names = record.get(field)
        if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
            yield f"{field} must be a list of names"
    for field in _DATES.get(table, ()):
        if not _is_date(record.get(field)):
            yield f"{field} must be a day (2025-05-16), a month (2025-05) or null"
    if table == "agreements":
        yield from _provision_problems(record.get("provisions"))


def _provision_problems(provisions: Any) -> Iterator[str]:
    if provisions is None:
        return
    if not isinstance(provisions, list) or not all(isinstance(entry, dict) for entry in provisions):
        yield "provisions must be a list of objects"
        return
    for entry in provisions:
        quantity = entry.get("quantity")
        if not isinstance(entry.get("kind"), str):
            yield "each provision needs a kind"
        elif isinstance(quantity, bool) or not isinstance(quantity, int | float | None):
            yield "the quantity of a provision must be a number or null"


def _is_date(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value):
        return False
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError:
        return False
    return True
