"""Lines of a corrections file: cells to corrections, or the faults that keep one from being one.

Belongs here: what each action needs, and rules that a line breaks or keeps whatever the data are. Does not belong
here: what a correction would do (`examination.py`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.corrections.spreadsheet import Fault, SheetRow, Unreadable, read_sheet
from pipelines.tables.by_hand import row_values
from pipelines.validation.cells import parse_cell
from schemas import ids
from schemas.catalogue import RECORD_TYPE_OF, TABLES
from schemas.events import CorrectionMade
from schemas.table import Column

COLUMNS = (
    *("action", "table_name", "record_id", "other_id", "claim_ids", "field", "old_value", "new_value"),
    *("author", "reason_code", "reason", "decided_on"),
)
_RECORDS = tuple(RECORD_TYPE_OF)
_VALUES = (*_RECORDS, "provisions")
_PREFIX = {"meetings": "m-", "agreements": "a-", "conditions": "c-", "provisions": "v-"}
#: action -> tables, columns needed, columns that may be given beside them
_FORMS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "confirm": (_VALUES, ("record_id",), ("field", "old_value", "new_value")),
    "override": (_VALUES, ("record_id", "field"), ("old_value", "new_value")),
    "reject": (_VALUES, ("record_id",), ()),
    "merge": (_RECORDS, ("record_id", "other_id"), ()),
    "split": (_RECORDS, ("record_id", "claim_ids"), ()),
    "add": (_VALUES, ("new_value",), ("record_id", "field")),
    "alias": (("actors", ""), ("record_id", "other_id"), ()),
}
_ALWAYS = ("action", "table_name", "author", "reason_code", "reason", "decided_on")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file. `correction` is None where it has faults."""

    number: int
    action: str
    correction: CorrectionMade | None
    faults: tuple[Fault, ...] = ()


def read_lines(data: bytes, today: date) -> list[Line]:
    """Lines of a corrections file. `today` tells decisions that lie in the future."""
    try:
        return [_line(row, today) for row in read_sheet(data, COLUMNS)]
    except Unreadable as error:
        return [Line(error.line, "", None, (error.fault,))]


def _line(row: SheetRow, today: date) -> Line:
    cells = {**row.cells, "action": row.cells["action"].casefold()}
    faults = list(row.faults) or list(_faults(cells, today))
    if faults:
        return Line(row.number, cells["action"], None, tuple(faults))
    values = {name: cells[name] or None for name in COLUMNS}
    made = CorrectionMade(correction_id=ids.correction_id(tuple(values.values())), **values)  # type: ignore[arg-type]
    return Line(row.number, cells["action"], made)


def _faults(cells: dict[str, str], today: date) -> Iterator[Fault]:
    yield from _decision(cells, today)
    action, table = cells["action"], cells["table_name"]
    if action not in _FORMS:
        yield Fault(f"{action or 'an empty cell'!r} is no action", f"write one of {', '.join(_FORMS)}")
        return
    tables, needed, allowed = _FORMS[action]
    if table not in tables:
        known = ", ".join(t for t in tables if t)
        yield Fault(f"{action} does not work on the table {table!r}", f"write one of {known} into table_name")
        return
    for name in needed:
        if not cells[name]:
            yield Fault(f"{action} needs {name}", f"fill {name} in")
    for name in COLUMNS:
        if cells[name] and name not in (*needed, *allowed, *_ALWAYS):
            yield Fault(f"{name} has no meaning for {action}", f"leave {name} empty")
    prefix = _PREFIX.get(table)
    for name in ("record_id", "other_id"):
        if prefix and cells[name] and not cells[name].startswith(prefix):
            yield Fault(f"{name} {cells[name]!r} is no id of {table}", f"ids of {table} begin with {prefix}")
    if action in _RULES:
        yield from _RULES[action](cells)


def _decision(cells: dict[str, str], today: date) -> Iterator[Fault]:
    if not cells["author"]:
        yield Fault("the author is missing", "write who decided into author")
    try:
        decided = date.fromisoformat(cells["decided_on"]) if len(cells["decided_on"]) == 10 else None
    except ValueError:
        decided = None
    if decided is None:
        what = f"decided_on {cells['decided_on']!r} is no day" if cells["decided_on"] else "decided_on is missing"
        yield Fault(what, "write 2025-06-30; a spreadsheet may have changed it: format the column as text")
    elif decided > today + timedelta(days=1):
        yield Fault(f"decided_on {decided} lies in the future", "write the day of the decision")


def _values(cells: dict[str, str]) -> Iterator[Fault]:
    """Rules of override and confirm: the column, and values that the column can hold."""
    action, old, new = cells["action"], cells["old_value"], cells["new_value"]
    if not cells["field"]:
        if action == "confirm" and (old or new):
            yield Fault("a value without a field", "name the column in field, or leave the values empty")
        return
    column = _claimed(cells)
    if isinstance(column, Fault):
        yield column
        return
    for name in ("old_value", "new_value"):
        yield from _meaning(column, name, cells[name])
    if action == "confirm" and old and new and old != new:
        yield Fault("a confirmation that changes the value", "use override, or leave new_value empty")
    if action == "override":
        if old == new:
            yield Fault("old_value and new_value are the same", "use confirm, or write the value that should stand")
        elif not new and not column.nullable:
            yield Fault(f"{column.name} cannot be empty", "write a value into new_value")


def _members(cells: dict[str, str]) -> Iterator[Fault]:
    """Rules of add: a member of a joined list of a row, or a row of its own."""
    if not cells["record_id"]:
        yield from _row_by_hand(cells)
        return
    if not cells["field"]:
        yield Fault("add with a record_id needs field", "name the column of names that gets a member")
        return
    column = _claimed(cells)
    if isinstance(column, Fault):
        yield column
    elif not column.joined:
        yield Fault(f"{column.name} holds one value", "use override; add is for lists of names")
    elif ";" in cells["new_value"]:
        yield Fault("more than one member in new_value", "write one line a member")


def _row_by_hand(cells: dict[str, str]) -> Iterator[Fault]:
    table = cells["table_name"]
    if table not in _RECORDS:
        yield Fault(f"rows of {table} cannot be added by hand", f"add rows to {', '.join(_RECORDS)}")
        return
    if cells["field"]:
        yield Fault("a field without a record_id", "give the record_id, or leave field empty to add a row")
    if not cells["reason"]:
        yield Fault("a row added by hand needs a reason", "say in reason what it stands on: it becomes the evidence")
    try:
        given = row_values(cells["new_value"])
    except ValueError as error:
        yield Fault(f"new_value: {error}", "write for example: kind=talks | status=held | date_start=2025-03-05")
        return
    claimed = {c.name: c for c in TABLES[table].columns if c.origin == "claimed"}
    for name, value in given.items():
        if name not in claimed:
            yield Fault(f"{name} is no column that can be set", f"there are {', '.join(claimed)}")
        else:
            yield from _meaning(claimed[name], name, value)
    for name, column in claimed.items():
        if not column.nullable and column.absent is None and name not in given:
            yield Fault(f"the row needs {name}", f"add {name}=… to new_value")
    start, end = given.get("date_start"), given.get("date_end")
    if end and (not start or end < start):
        yield Fault("date_end without an earlier date_start", "give both, the first day first")


def _claims(cells: dict[str, str]) -> Iterator[Fault]:
    """Rules of split: ids of claims."""
    for claim_id in cells["claim_ids"].split(";"):
        if not claim_id.strip().startswith("k-"):
            yield Fault(f"{claim_id.strip()!r} is no id of a claim", "copy them from claims.claim_id, joined by '; '")


def _two(cells: dict[str, str]) -> Iterator[Fault]:
    """Rules of merge and alias: two things."""
    if cells["record_id"] and cells["record_id"] == cells["other_id"]:
        yield Fault("record_id and other_id are the same", "write into other_id what goes, into record_id what stays")


_RULES: dict[str, Callable[[dict[str, str]], Iterator[Fault]]] = {
    "confirm": _values,
    "override": _values,
    "add": _members,
    "split": _claims,
    "merge": _two,
    "alias": _two,
}


def _claimed(cells: dict[str, str]) -> Column | Fault:
    """The column that a correction sets, or why it can set none of that name."""
    table = TABLES[cells["table_name"]]
    claimed = [c.name for c in table.columns if c.origin == "claimed"]
    if cells["field"] not in table.column_names:
        return Fault(f"{table.name} has no column {cells['field']!r}", f"there are {', '.join(claimed)}")
    column = table.column(cells["field"])
    if column.origin != "claimed":
        mend = f"correct what it is made from; columns that can be corrected are {', '.join(claimed)}"
        return Fault(f"{column.name} is no claimed column: it is made from {column.inputs}", mend)
    return column


def _meaning(column: Column, name: str, value: str) -> Iterator[Fault]:
    try:
        parse_cell(column, value)
    except ValueError as error:
        yield Fault(f"{name}: {error}", f"write a value that {column.name} can hold")
