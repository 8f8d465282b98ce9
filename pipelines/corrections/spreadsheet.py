"""A CSV as spreadsheets write it: bytes to cells, each row with its line in the file.

Belongs here: encodings, separators, and what a spreadsheet makes of a cell. Does not belong here: what the cells of
a correction mean (`lines.py`).
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SEPARATORS = (",", ";", "\t")
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_ERRORS = ("#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#####")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and how to mend it."""

    what: str
    mend: str


class Unreadable(Exception):
    """The file as a whole cannot be read; `fault` says why, `line` where."""

    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(f"{what}; {mend}")
        self.line = line
        self.fault = Fault(what, mend)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row with a cell a column, blanks around it removed; `faults` tells of cells that hold no value."""

    number: int
    cells: dict[str, str]
    faults: tuple[Fault, ...]


def read_sheet(data: bytes, columns: Sequence[str]) -> Iterator[SheetRow]:
    """Rows of a CSV with exactly these columns, in any order; empty rows are left out. Unreadable otherwise."""
    text = _decode(data)
    lines = text.split("\n")
    start = 1 if lines[0].strip().casefold().startswith("sep=") else 0
    separator = _separator(lines[start] if start < len(lines) else "", columns)
    reader = csv.reader(io.StringIO("\n".join(lines[start:]), newline=""), delimiter=separator, strict=True)
    names: list[str] | None = None
    before = reader.line_num
    try:
        for cells in reader:
            number, before = start + before + 1, reader.line_num
            if names is None:
                names = _header(cells, columns, number)
            elif any(cell.strip() for cell in cells):
                yield _row(number, names, cells)
    except csv.Error as error:
        mend = "look for a quotation mark that is not closed, and save the file again as CSV"
        raise Unreadable(start + before + 1, f"the line is no CSV ({error})", mend) from error
    if names is None:
        raise Unreadable(1, "the file is empty", f"begin with the columns {', '.join(columns)}")


def _decode(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(line, "the file is not UTF-8", "save it as “CSV UTF-8 (comma delimited)”") from error
    if "\x00" in text:
        raise Unreadable(1, "the file is no text", "save the spreadsheet as CSV, not as a workbook")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _separator(header: str, columns: Sequence[str]) -> str:
    def known(separator: str) -> int:
        return sum(_name(cell) in columns for cell in header.split(separator))

    return max(_SEPARATORS, key=known)


def _name(cell: str) -> str:
    return cell.strip().strip('"').strip().casefold()


def _header(cells: Sequence[str], columns: Sequence[str], number: int) -> list[str]:
    names = [_name(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    missing = [name for name in columns if name not in names]
    unknown = [name or "(no name)" for name in names if name not in columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if missing:
        what = f"missing column: {', '.join(missing)}"
        raise Unreadable(number, what, f"the columns are {', '.join(columns)}; leave those empty that do not apply")
    if unknown:
        raise Unreadable(number, f"unknown column: {', '.join(unknown)}", f"the columns are {', '.join(columns)}")
    if twice:
        raise Unreadable(number, f"column that stands twice: {', '.join(twice)}", "remove one of them")
    return names


def _row(number: int, names: Sequence[str], cells: Sequence[str]) -> SheetRow:
    faults = []
    if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
        mend = "put values that hold the separator into quotation marks, as a spreadsheet does"
        faults.append(Fault(f"{len(cells)} cells instead of {len(names)}", mend))
    found = {}
    for name, cell in zip(names, cells, strict=False):
        value, fault = _value(name, cell)
        found[name] = value
        if fault:
            faults.append(fault)
    return SheetRow(number, {name: found.get(name, "") for name in names}, tuple(faults))


def _value(name: str, cell: str) -> tuple[str, Fault | None]:
    """What a cell says: on one line, without what spreadsheets put around it to keep it as it is."""
    value = " ".join(cell.split())
    kept = _AS_TEXT.fullmatch(value)
    if kept:
        return " ".join(kept.group(1).replace('""', '"').split()), None
    if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@"):
        value = value[1:]
    elif value.startswith("="):
        mend = "a formula is no value: copy the cell and paste it as a value, or format the column as text"
        return value, Fault(f"{name} holds the formula {value[:40]!r}", mend)
    if value in _ERRORS:
        mend = "the spreadsheet read the cell as a formula: format the column as text and write it again"
        return value, Fault(f"{name} holds {value}", mend)
    return value, None
