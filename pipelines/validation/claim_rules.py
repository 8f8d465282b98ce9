"""Rules on one claim: what a coder may never return, checked before resolution.

Belongs here: rules that need the claim and its report only. A claim that breaks one is set to `rejected` with
the rule's name and reaches no record. Does not belong here: checks on tables (`table_checks.py`).
"""

from collections.abc import Callable
from datetime import date, timedelta

from pipelines.ledger.selection import SelectedReport
from schemas.claims import RECORD_TYPES, VALUE_FIELDS, Claim
from schemas.codes import CODE_LISTS

MAX_QUOTE_WORDS = 25
_CODED = {
    ("meeting", "kind"): "meeting_kind",
    ("meeting", "status"): "meeting_status",
    ("meeting", "level"): "level",
    ("meeting", "date_precision"): "date_precision",
    ("agreement", "kind"): "agreement_kind",
    ("agreement", "status"): "agreement_status",
    ("agreement", "date_precision"): "date_precision",
    ("agreement", "provision_kind"): "provision_kind",
    ("agreement", "provision_unit"): "provision_unit",
    ("agreement", "provision_basis"): "provision_basis",
    ("condition", "kind"): "condition_kind",
    ("condition", "status"): "condition_status",
}
#: fields whose values a table joins to a list
_LISTED = ("party", "mediator", "host", "person", "provision_obligor")
_DATES = ("date_start", "date_end", "original_date", "deadline", "provision_deadline")
#: statuses that say something happened: they cannot stand on what is only planned, supposed or denied
_ACTUAL = {
    "meeting": {"held", "ongoing"},
    "agreement": {"signed", "implemented"},
    "condition": {"met"},
}


def broken_rule(claim: Claim, text: str, report: SelectedReport) -> str | None:
    """Name of the first rule that a claim breaks, or None."""
    for name, rule in RULES.items():
        if rule(claim, text, report):
            return name
    return None


def _bad_quote(claim: Claim, text: str, _report: SelectedReport) -> bool:
    if not 0 <= claim.start < claim.end <= len(text):
        return True
    quote = text[claim.start : claim.end]
    return not quote.strip() or quote != quote.strip() or "\n" in quote or len(quote.split()) > MAX_QUOTE_WORDS


def _bad_shape(claim: Claim, _text: str, _report: SelectedReport) -> bool:
    known = VALUE_FIELDS.get(claim.record_type, {})
    single = {v.field for v in claim.values if f"{v.field}*" not in known}
    return (
        claim.record_type not in RECORD_TYPES
        or any(name not in known for name in single)
        or any(len(claim.all(name)) > 1 for name in single)
        # a reply is to a demand of another report, which tells its kind
        or (claim.first("kind") is None and claim.first("reply") is None)
        or claim.first("status") is None
    )


def _bad_span(claim: Claim, text: str, _report: SelectedReport) -> bool:
    return any(
        (v.start is None) != (v.end is None)
        or (v.start is not None and v.end is not None and not 0 <= v.start < v.end <= len(text))
        for v in claim.values
    )


def _bad_code(claim: Claim, _text: str, _report: SelectedReport) -> bool:
    if claim.realis not in CODE_LISTS["realis"]:
        return True
    for value in claim.values:
        codes = _CODED.get((claim.record_type, value.field))
        # the aligned fields of provisions hold an empty string where they have no value
        empty = value.field.startswith("provision_") and value.value == ""
        if codes and not empty and value.value not in CODE_LISTS[codes]:
            return True
    return False


def _bad_date(claim: Claim, _text: str, report: SelectedReport) -> bool:
    days: dict[str, date] = {}
    for value in claim.values:
        if value.field in _DATES and value.value:
            try:
                days[value.field] = date.fromisoformat(value.value)
            except ValueError:
                return True
    start, end = days.get("date_start"), days.get("date_end")
    if end and (start is None or end < start):
        return True
    if (start is None) != (claim.first("date_precision") in (None, "relative", "unknown")):
        return True
    late = report.report.published_on + timedelta(days=1)
    return claim.first("status") == "held" and start is not None and start > late


def _bad_realis(claim: Claim, _text: str, _report: SelectedReport) -> bool:
    status = claim.first("status")
    return status in _ACTUAL.get(claim.record_type, ()) and claim.realis in ("planned", "hypothetical")


def _bad_number(claim: Claim, _text: str, _report: SelectedReport) -> bool:
    for value in claim.values:
        if value.field in ("provision_quantity", "round_number") and value.value:
            try:
                if float(value.value) < 0 or (value.field == "round_number" and not value.value.isdigit()):
                    return True
            except ValueError:
                return True
    return False


def _bad_name(claim: Claim, _text: str, _report: SelectedReport) -> bool:
    # names of a row are joined by "; " and read back without blanks around them
    return any(v.field in _LISTED and (v.value != v.value.strip() or ";" in v.value) for v in claim.values)


RULES: dict[str, Callable[[Claim, str, SelectedReport], bool]] = {
    "quote_is_exact_single_line_and_short": _bad_quote,
    "fields_fit_the_record_type": _bad_shape,
    "spans_lie_in_the_text": _bad_span,
    "codes_are_known": _bad_code,
    "dates_are_possible": _bad_date,
    "status_fits_the_realis": _bad_realis,
    "numbers_are_numbers": _bad_number,
    "names_can_be_listed": _bad_name,
}
