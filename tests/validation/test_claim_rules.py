"""Rules on one claim: a coder's slip is set aside with the rule's name, and reaches no record."""

from dataclasses import replace
from datetime import date

import pytest

from pipelines.intake.report import Report
from pipelines.ledger.selection import SelectedReport
from pipelines.validation.claim_rules import broken_rule
from schemas.claims import Claim, ClaimValue

TEXT = "They met in Doha on March 5.\nNothing was signed."
REPORT = SelectedReport(
    Report("r-1", None, "Wire", None, "en", date(2025, 3, 6), None, None, TEXT, "0", "text/plain"),
    1,
    1,
    "active",
    None,
    9,
)
GOOD = Claim(
    "meeting", "m1", 0, 27, 0, 0, "actual", "rule", 0.9,
    values=(
        ClaimValue("kind", "talks", 5, 8), ClaimValue("status", "held", 5, 8),
        ClaimValue("date_start", "2025-03-05", 20, 27),
        ClaimValue("date_end", "2025-03-05", 20, 27), ClaimValue("date_precision", "day", 20, 27),
    ),
)  # fmt: skip


def with_value(name: str, value: str) -> Claim:
    return replace(GOOD, values=(*(v for v in GOOD.values if v.field != name), ClaimValue(name, value)))


def test_a_good_claim_breaks_no_rule():
    assert broken_rule(GOOD, TEXT, REPORT) is None


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        (replace(GOOD, end=900), "quote_is_exact_single_line_and_short"),
        (replace(GOOD, end=40), "quote_is_exact_single_line_and_short"),
        (replace(GOOD, start=4, end=4), "quote_is_exact_single_line_and_short"),
        (replace(GOOD, end=5), "quote_is_exact_single_line_and_short"),
        (replace(GOOD, record_type="rumour"), "fields_fit_the_record_type"),
        (replace(GOOD, values=GOOD.values[:1]), "fields_fit_the_record_type"),
        (replace(GOOD, values=(*GOOD.values, ClaimValue("status", "held"))), "fields_fit_the_record_type"),
        (with_value("demand", "leave"), "fields_fit_the_record_type"),
        (replace(GOOD, values=(*GOOD.values, ClaimValue("party", "Chad", 30, 900))), "spans_lie_in_the_text"),
        (with_value("status", "not_held"), "codes_are_known"),
        (replace(GOOD, realis="perhaps"), "codes_are_known"),
        (with_value("date_start", "2025-02-30"), "dates_are_possible"),
        (with_value("date_end", "2025-03-01"), "dates_are_possible"),
        (with_value("date_precision", "unknown"), "dates_are_possible"),
        (replace(GOOD, realis="planned"), "status_fits_the_realis"),
        (replace(GOOD, realis="hypothetical"), "status_fits_the_realis"),
        (with_value("round_number", "second"), "numbers_are_numbers"),
        (with_value("mediator", "Qatar; Oman"), "names_can_be_listed"),
        (with_value("host", "\tQatar"), "names_can_be_listed"),
    ],
)
def test_a_claim_that_breaks_a_rule_is_named_by_it(claim, rule):
    assert broken_rule(claim, TEXT, REPORT) == rule


def test_held_on_a_day_well_after_the_report_is_impossible():
    values = tuple(replace(v, value="2025-03-09") if v.field in ("date_start", "date_end") else v for v in GOOD.values)
    assert broken_rule(replace(GOOD, values=values), TEXT, REPORT) == "dates_are_possible"


def test_a_quote_of_more_than_25_words_is_too_long():
    text = "word " * 26
    assert broken_rule(replace(GOOD, end=len(text.rstrip()), values=GOOD.values[:2]), text, REPORT) is not None
