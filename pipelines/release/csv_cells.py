"""Tables as CSV that survives a spreadsheet: UTF-8, nulls told from empty texts, no cell that is run as a formula.

Belongs here: how a text cell is shielded, how it is read back, and the bytes of a table. A text whose first visible
character is = + - @ or their full-width forms, a tab or a carriage return would be run by a spreadsheet
(https://owasp.org/www-community/attacks/CSV_Injection): it gets one apostrophe before it, as does a text that begins
with an apostrophe, so that taking one away gives back what was there. A text with NUL, at which many readers stop, is
written after '\\ with \\0 for NUL and \\\\ for a backslash.
"""

import io
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

_FORMULA = frozenset("=+-@＝＋－＠﹢﹣﹫−\t\r")
_SHIELD, _ESCAPED = "'", "'\\"


def shielded(text: str) -> str:
    """A text as a cell of a CSV file; `unshielded` gives it back."""
    if "\x00" in text:
        return _ESCAPED + text.replace("\\", "\\\\").replace("\x00", "\\0")
    if text[:1] == _SHIELD or _runs(text):
        return _SHIELD + text
    return text


def unshielded(cell: str) -> str:
    """The text that a cell stands for."""
    if cell.startswith(_ESCAPED):
        parts = cell[len(_ESCAPED) :].split("\\\\")
        return "\\".join(part.replace("\\0", "\x00") for part in parts)
    return cell.removeprefix(_SHIELD)


def csv_bytes(table: pa.Table) -> bytes:
    """A table as CSV: a header, lines ended by LF, texts quoted, nulls as nothing at all, instants as ISO 8601."""
    columns = [_plain(table.column(name)) for name in table.column_names]
    sink = io.BytesIO()
    pyarrow.csv.write_csv(pa.table(columns, names=table.column_names), sink)
    return sink.getvalue()


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_string(column.type):
        cells = [None if text is None else shielded(text) for text in column.to_pylist()]
        return pa.chunked_array([pa.array(cells, pa.string())])
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column, format="%Y-%m-%dT%H:%M:%SZ")
    return column


def _runs(text: str) -> bool:
    """Whether the first character that a spreadsheet does not skip begins a formula."""
    for character in text:
        if character in _FORMULA:
            return True
        if not (character.isspace() or unicodedata.category(character) in ("Cf", "Cc")):
            return False
    return False
