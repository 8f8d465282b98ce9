"""Synthetic reports with known duplicates: the same seed gives the same reports.

A world of dyads holds a round of talks every few weeks. Each report tells of one or two rounds (one planned, one
held), sometimes of an agreement and a condition; some reports are copies of another outlet's.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.intake.report import Report
from pipelines.ledger.selection import SelectedReport
from pipelines.resolution.standing import StandingClaim
from schemas.claims import Claim, ClaimValue
from schemas.ids import claim_id, digest

FIRST_DAY = date(2000, 1, 1)
_PLACES = (("Doha", "QA"), ("Geneva", "CH"), ("Nairobi", "KE"), ("Muscat", "OM"), ("Oslo", "NO"), ("Cairo", "EG"))


@dataclass(frozen=True, slots=True)
class World:
    """`dyads` pairs of opposing sides, each holding a round of talks every `weeks` weeks."""

    reports: int
    dyads: int = 400
    weeks: int = 6
    copies: float = 0.1
    seed: int = 7

    def claims(self) -> Iterator[StandingClaim]:
        """Claims of all reports, in the order of resolution; about three a report."""
        chance = random.Random(self.seed)
        days = self.reports // 40 + 60
        for number in range(self.reports):
            dyad = chance.randrange(self.dyads)
            day = number * days // self.reports
            text = digest("copy", number - 1) if chance.random() < self.copies else digest("text", number)
            yield from self._report(number, dyad, day, text, chance)

    def _report(self, number: int, dyad: int, day: int, text: str, chance: random.Random) -> Iterator[StandingClaim]:
        published = FIRST_DAY + timedelta(days=day)
        report = Report(
            f"r-{digest(number)}", f"https://e.org/{number}", f"Outlet {chance.randrange(60)}", None, "en", published,
            None, None, "", text, "text/plain",
        )  # fmt: skip
        selected = SelectedReport(report, number + 1, number + 1, "active", None, 300)
        parties = (f"Army {dyad}", f"Front {dyad}")
        last = (day // (7 * self.weeks)) * 7 * self.weeks + dyad % 7
        for key, round_day, status in (("m1", last, "held"), ("m2", last + 7 * self.weeks, "scheduled")):
            if round_day > day and status == "held":
                continue
            when = (FIRST_DAY + timedelta(days=round_day)).isoformat()
            place, country = _PLACES[(dyad + round_day) % len(_PLACES)]
            values = [("kind", "talks"), ("status", status), ("place", place), ("country", country)]
            values += [("date_start", when), ("date_end", when), ("date_precision", "day")]
            values += [("party", p) for p in parties]
            yield self._claim(selected, "meeting", key, 10 if key == "m1" else 60, status, values)
        if chance.random() < 0.3:
            values = [("kind", "ceasefire"), ("status", "agreed"), ("provision_kind", "ceasefire")]
            values += [("date_start", (FIRST_DAY + timedelta(days=last)).isoformat()), ("date_precision", "day")]
            yield self._claim(selected, "agreement", "a1", 110, "agreed", values + [("party", p) for p in parties])
        if chance.random() < 0.3:
            values = [("kind", "precondition"), ("status", "stated"), ("holder", parties[0]), ("addressee", parties[1])]
            values += [("demand", f"leave the town of place {round_number(last, self.weeks)} first")]
            yield self._claim(selected, "condition", "c1", 160, "stated", values)

    def _claim(
        self, report: SelectedReport, record_type: str, key: str, start: int, status: str, values: list[tuple[str, str]]
    ) -> StandingClaim:
        realis = "planned" if status == "scheduled" else "actual"
        claim = Claim(
            record_type, key, start, start + 30, start // 50, start, realis, "synthetic", 0.8,
            values=tuple(ClaimValue(name, value) for name, value in values),
        )  # fmt: skip
        name = claim_id(report.report.report_id, "synthetic", "1", start)
        return StandingClaim(name, report, claim, "synthetic", "1", "words", False, "live", None)


def round_number(day: int, weeks: int) -> int:
    """Ordinal of the round held on a day."""
    return day // (7 * weeks)
