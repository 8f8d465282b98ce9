"""Rows in words: codes, days, figures, names and titles, as a person would say them.

Belongs here: the one wording that all pages share. Does not belong here: which facts a page shows.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from pipelines.dossiers.plain_text import clipped
from pipelines.validation.cells import cell_text, members
from pipelines.validation.tableset import Row
from schemas.table import Column

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BASIS = {"per_side": "{} on each side", "total": "{} in total", "at_least": "at least {}", "up_to": "up to {}"}
_BASIS |= {"approximate": "about {}"}
_ONE = {"prisoners": "prisoner", "bodies": "body", "days": "day", "persons": "person"}
LONGEST_TITLE = 110
NO_DATE = "no date"


def label(code: str) -> str:
    """A code as words: `head_of_state` as "Head of state"."""
    words = code.replace("_", " ")
    return words[:1].upper() + words[1:]


def day_words(day: date) -> str:
    """2025-05-16 as "16 May 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """2025-05-16 as "May 2025"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def interval_words(first: date | None, last: date | None, precision: str | None) -> str:
    """When something is, no more exact than it is known. `last` may be None or the same as `first`."""
    if first is None:
        return NO_DATE
    if precision == "week":
        return f"week of {day_words(first)}"
    if precision == "month":
        return month_words(first)
    if precision == "quarter":
        end = (last or first + timedelta(days=80)).month
        return f"{MONTHS[first.month - 1]}–{MONTHS[end - 1]} {first.year}"
    if precision == "year":
        return str(first.year)
    if last is None or last == first:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def when(row: Row) -> str:
    """The date of a meeting or agreement in words."""
    return interval_words(first_day(row), row.get("date_end"), row["date_precision"])


def first_day(row: Row) -> date | None:
    """First day of a meeting or agreement."""
    day: date | None = row["date_start"] if "date_start" in row else row["date"]
    return day


def where(row: Row) -> str:
    """Place and country of a meeting or agreement; empty where unknown."""
    return ", ".join(part for part in (row["place_name"], row["country_code"]) if part)


def counted(number: int, one: str, several: str | None = None) -> str:
    """ "1 report", "2,000 reports"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def listed(names: Sequence[str], most: int = 4) -> str:
    """ "A", "A and B", "A, B, C and 3 others"."""
    shown = list(names) if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} others"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def title_of(record_type: str, row: Row) -> str:
    """What a record is, in a line."""
    if record_type == "condition":
        return clipped(f"{row['holder_name'] or 'Holder not named'}: {row['demand']}", LONGEST_TITLE)
    kind = label(record_type if row["kind"] == "other" else row["kind"])
    if record_type == "meeting" and row["round_number"] is not None:
        kind += f", round {row['round_number']}"
    names = [clipped(name, 40) for name in members(row["party_names"])]
    return clipped(f"{kind}: {listed(names) or 'parties not named'}", LONGEST_TITLE)


def figure_words(row: Row) -> str:
    """The figure of a provision with its unit and basis: "1,000 prisoners on each side"; empty where there is none."""
    quantity = row["quantity"]
    if quantity is None:
        return ""
    number = f"{quantity:,.0f}" if quantity == int(quantity) else f"{quantity:,}"
    unit = row["unit"] if row["unit"] not in (None, "other") else ""
    unit = _ONE.get(unit, unit) if quantity == 1 else unit
    basis = _BASIS[row["basis"]] if row["basis"] else "{}"
    return basis.format(f"{number} {unit}".strip())


def value_words(column: Column, value: Any) -> str:
    """A value of a column in words; empty for null."""
    if value is None:
        return ""
    if column.codes:
        return label(str(value))
    if column.type == "date":
        return day_words(value if isinstance(value, date) else date.fromisoformat(str(value)))
    if column.type == "bool":
        return "yes" if value is True or value == "true" else "no"
    if column.joined:
        return "; ".join(members(str(value)))
    return cell_text(value) or ""
