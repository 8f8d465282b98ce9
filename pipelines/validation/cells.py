"""A cell as text, and back: how a value of a table is written in corrections, provenance and changes.

Belongs here: the text of each type, reading it, and telling whether two texts mean the same value of a column.
"""

from datetime import date, datetime
from typing import Any

from schemas.codes import CODE_LISTS
from schemas.table import Column

SEPARATOR = "; "


def cell_text(value: Any) -> str | None:
    """A value as text: days and instants in ISO 8601, whole numbers without a point, null as None."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def parse_cell(column: Column, text: str | None) -> Any:
    """The value that a text means in a column; None for an empty one. ValueError with what is expected.

    A joined list is a sorted tuple of its members.
    """
    if text is None or not text.strip():
        return None
    if column.codes and text not in CODE_LISTS[column.codes]:
        raise ValueError(f"{text!r} is no code of {column.name}; there are {', '.join(CODE_LISTS[column.codes])}")
    if column.joined:
        return tuple(sorted(set(members(text))))
    if column.type == "date":
        try:
            if len(text) == len("2025-03-05"):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise ValueError(f"{text!r} is no day; write 2025-03-05 (a spreadsheet may have changed it: format as text)")
    if column.type == "int":
        number = _number(text)
        if number != int(number):
            raise ValueError(f"{text!r} is no whole number")
        return int(number)
    if column.type == "float":
        return _number(text)
    return text


def same_cell(column: Column, left: str | None, right: str | None) -> bool:
    """Whether two texts mean the same value of a column; one that means none is equal to nothing."""
    try:
        return bool(parse_cell(column, left) == parse_cell(column, right))
    except ValueError:
        return False


def canonical_cell(column: Column, text: str | None) -> str | None:
    """The one spelling of a text in a column. ValueError for one that means nothing there."""
    value = parse_cell(column, text)
    return SEPARATOR.join(value) if isinstance(value, tuple) else cell_text(value)


def members(text: str | None) -> list[str]:
    """Members of a joined list, without empty ones."""
    return [member.strip() for member in (text or "").split(";") if member.strip()]


def _number(text: str) -> float:
    try:
        number = float(text)
        int(number)
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is no number; write 1200 or 0.5") from None
    if number < 0:
        raise ValueError(f"{text!r} is less than nothing")
    return number
