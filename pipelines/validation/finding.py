"""A finding: what a check reports about one row, or about a whole table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`record_id` is the key of the row, joined by |, or empty for the table; `field` is empty for the row."""

    check: str
    table_name: str
    record_id: str
    field: str
    severity: str
    message: str
