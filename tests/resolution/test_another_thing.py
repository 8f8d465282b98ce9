"""Another thing of the same sides: a new plan after a refusal, a truce of another length, a text still to come."""

from tests.scenario import Scenario, agreement, meeting

SUMMIT = {"kind": "summit", "level": "head_of_state"}


def scenario(tmp_path):
    return Scenario(tmp_path / "home")


def test_what_was_refused_is_not_what_is_proposed_after_that_for_a_day_to_come(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-10", meeting("m1", "rejected", "He will not come to meet him.", **SUMMIT))
    s.report("b", "2025-05-16", meeting("m1", "proposed", "Perhaps on June 3.", date_start="2025-06-03", **SUMMIT))
    s.build()
    assert sorted(r["status"] for r in s.rows("meetings")) == ["proposed", "rejected"]


def test_what_was_refused_is_what_somebody_recalls_within_days_and_not_what_is_wished_for_long_after(tmp_path):
    for day, rows in (("2025-05-14", [2]), ("2025-06-20", [1, 1])):
        s = scenario(tmp_path / day)
        s.report("a", "2025-05-10", meeting("m1", "rejected", "He will not come to meet him.", **SUMMIT))
        s.report("b", day, meeting("m1", "proposed", "A host would like to seat both.", **SUMMIT))
        s.build()
        assert [r["n_reports"] for r in s.rows("meetings")] == rows


def test_what_was_put_off_is_what_is_planned_for_a_later_day(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-10", meeting("m1", "postponed", "Not now.", **SUMMIT))
    s.report("b", "2025-05-16", meeting("m1", "scheduled", "On June 3.", date_start="2025-06-03", **SUMMIT))
    s.build()
    assert [r["n_reports"] for r in s.rows("meetings")] == [2]


def days(number: str) -> dict[str, str]:
    return {"provision_kind": "ceasefire", "provision_quantity": number, "provision_unit": "days"}


def test_truces_of_other_lengths_are_two(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-02", agreement("a1", "signed", "Ten days.", date_start="2025-05-01", **days("10")))
    s.report("b", "2025-05-20", agreement("a1", "agreed", "Forty days.", **days("40")))
    s.report("c", "2025-05-21", agreement("a1", "rejected", "Ninety days, refused.", **days("90")))
    s.build()
    assert [r["n_reports"] for r in s.rows("agreements")] == [1, 1, 1]


def test_exchanges_told_with_a_round_number_and_the_exact_one_are_one(tmp_path):
    s = scenario(tmp_path)
    swap = {"kind": "prisoner_exchange", "provision_kind": "prisoner_exchange", "provision_unit": "prisoners"}
    s.report("a", "2025-05-02", agreement("a1", "agreed", "A thousand.", provision_quantity="1000", **swap))
    s.report("b", "2025-05-09", agreement("a1", "agreed", "They are 1,027.", provision_quantity="1027", **swap))
    s.report("c", "2025-05-12", agreement("a1", "agreed", "Three hundred.", provision_quantity="300", **swap))
    s.build()
    assert sorted(r["n_reports"] for r in s.rows("agreements")) == [1, 2]


def test_two_lengths_of_a_truce_of_one_day_are_a_disagreement(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-02", agreement("a1", "agreed", "Ten days.", date_start="2025-05-01", **days("10")))
    s.report("b", "2025-05-03", agreement("a1", "agreed", "Thirty days.", date_start="2025-05-01", **days("30")))
    s.build()
    (row,) = s.rows("agreements")
    assert row["has_conflict"]


def test_a_truce_that_is_still_to_be_signed_is_not_the_one_that_was_broken(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-02", agreement("a1", "violated", "They broke it.", date_start="2025-05-01"))
    s.report("b", "2025-05-20", agreement("a1", "under_negotiation", "They will sign a truce."))
    s.build()
    assert sorted(r["status"] for r in s.rows("agreements")) == ["under_negotiation", "violated"]


def test_what_was_put_forward_and_refused_is_not_what_was_signed_before(tmp_path):
    s = scenario(tmp_path)
    swap = {"kind": "prisoner_exchange", "provision_kind": "prisoner_exchange"}
    s.report("a", "2025-05-02", agreement("a1", "signed", "All for all.", date_start="2025-05-01", **swap))
    s.report(
        "b",
        "2025-06-20",
        agreement("a1", "proposed", "A first exchange was suggested.", **swap),
        agreement("a1", "rejected", "They refused it.", **swap),
    )
    s.build()
    assert sorted(r["status"] for r in s.rows("agreements")) == ["rejected", "signed"]


def test_a_truce_that_ended_is_not_the_one_that_a_later_report_tells_to_have_been_kept(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", agreement("a1", "terminated", "The truce of September fell apart.",
                                          date_start="2024-09-10"))  # fmt: skip
    s.report("b", "2025-05-20", agreement("a1", "implemented", "The truce was observed."))
    s.build()
    assert sorted(row["status"] for row in s.rows("agreements")) == ["implemented", "terminated"]
