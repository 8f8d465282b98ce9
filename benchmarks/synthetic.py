"""Synthetic reports with known duplicates: the same seed gives the same reports.

A world of dyads holds a round of talks every few weeks. Each report tells of one or two rounds (one planned, one
held), sometimes of an agreement and a condition; some reports are copies of another outlet's. A report is made from
its number alone, so that a world can grow, and `SyntheticCoder` knows from the number in a text what it says.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.coding.coder import Coder
from pipelines.intake.canonical import sha256_hex
from pipelines.intake.report import Report
from pipelines.intake.sketch import sketch
from pipelines.ledger.selection import SelectedReport
from pipelines.resolution.standing import StandingClaim
from schemas.claims import Claim, ClaimValue
from schemas.ids import claim_id, digest

FIRST_DAY = date(2000, 1, 1)
_PLACES = (("Doha", "QA"), ("Geneva", "CH"), ("Nairobi", "KE"), ("Muscat", "OM"), ("Oslo", "NO"), ("Cairo", "EG"))
_NUMBER = re.compile(r"^Dispatch (\d+)\.")
Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence of a report asserts."""

    record_type: str
    key: str
    status: str
    words: str
    values: Values


@dataclass(frozen=True, slots=True)
class World:
    """`dyads` pairs of opposing sides, each holding a round of talks every `weeks` weeks; 40 reports a day."""

    reports: int
    dyads: int = 400
    weeks: int = 6
    copies: float = 0.1
    seed: int = 7

    def claims(self) -> Iterator[StandingClaim]:
        """Claims of all reports, in the order of resolution; about two and a half a report."""
        for number in range(self.reports):
            report = self.report(number)
            selected = SelectedReport(
                replace(report, text=""), number + 1, number + 1, "active", None, 100, sketch(report.text)
            )
            for index, claim in enumerate(self.claims_of(number, report.text)):
                name = claim_id(report.report_id, "synthetic", "1", index)
                quote = report.text[claim.start : claim.end]
                yield StandingClaim(name, selected, claim, "synthetic", "1", quote, False, "live", None)

    def report(self, number: int) -> Report:
        """One report. Copies carry the text of their original under an address and outlet of their own."""
        chance = random.Random(f"{self.seed}/outlet/{number}")
        text = self._text(self.original(number))
        return Report(
            f"r-{digest(number)}", f"https://e.org/{number}", f"Outlet {chance.randrange(60)}", f"Dispatch {number}",
            "en", FIRST_DAY + timedelta(days=number // 40), None, None, text, sha256_hex(text.encode()), "text/plain",
        )  # fmt: skip

    def line(self, number: int) -> str:
        """One report as a line of JSON Lines, for an inbox."""
        r = self.report(number)
        told = {"url": r.url, "outlet": r.outlet, "title": r.title, "published": r.published_on.isoformat()}
        return json.dumps({**told, "language": "en", "text": r.text})

    def original(self, number: int) -> int:
        """Number of the report whose text a report carries: its own, or that of one before it."""
        while number and random.Random(f"{self.seed}/copy/{number}").random() < self.copies:
            number -= 1
        return number

    def claims_of(self, number: int, text: str) -> Iterator[Claim]:
        """The claims of a report, in the order of its text."""
        for told in self._told(self.original(number)):
            start = text.index(told.words)
            realis = "planned" if told.status == "scheduled" else "actual"
            values = tuple(ClaimValue(name, value) for name, value in told.values)
            end = start + len(told.words)
            yield Claim(
                told.record_type, told.key, start, end, start // 60, start, realis, "synthetic", 0.8, values=values
            )

    def _text(self, number: int) -> str:
        chance = random.Random(f"{self.seed}/words/{number}")
        own = " ".join(f"w{chance.randrange(100_000)}" for _ in range(60))
        return "\n".join((f"Dispatch {number}.", *(t.words + "." for t in self._told(number)), own))

    def _told(self, number: int) -> Iterator[Told]:
        chance = random.Random(f"{self.seed}/told/{number}")
        dyad, day = chance.randrange(self.dyads), number // 40
        sides = (f"Army {dyad}", f"Front {dyad}")
        between = f"between {sides[0]} and {sides[1]}"
        parties: Values = tuple(("party", side) for side in sides)
        cycle = 7 * self.weeks
        last = day // cycle * cycle + dyad % 7
        for key, round_day, status in (("m1", last, "held"), ("m2", last + cycle, "scheduled")):
            if round_day > day and status == "held":
                continue
            when = (FIRST_DAY + timedelta(days=round_day)).isoformat()
            place, country = _PLACES[(dyad + round_day) % len(_PLACES)]
            dated = (("date_start", when), ("date_end", when), ("date_precision", "day"))
            values = (("kind", "talks"), ("status", status), ("place", place), ("country", country), *dated, *parties)
            yield Told("meeting", key, status, f"Talks {between} were {status} in {place} on {when}", values)
        if chance.random() < 0.3:
            when = (FIRST_DAY + timedelta(days=last)).isoformat()
            values = (("kind", "ceasefire"), ("status", "agreed"), ("provision_kind", "ceasefire"),
                      ("date_start", when), ("date_precision", "day"), *parties)  # fmt: skip
            yield Told("agreement", "a1", "agreed", f"A truce {between} was agreed on {when}", values)
        if chance.random() < 0.3:
            demand = f"leave the town of place {last // cycle} first"
            values = (("kind", "precondition"), ("status", "stated"), ("holder", sides[0]), ("addressee", sides[1]),
                      ("demand", demand))  # fmt: skip
            yield Told("condition", "c1", "stated", f"{sides[0]} asked {sides[1]} to {demand}", values)


@dataclass(frozen=True, slots=True)
class SyntheticCoder:
    """A coder that costs nothing: what a report says is known from its number."""

    world: World
    name: str = "synthetic"
    version: str = "1"

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Claims of a report of the world. ValueError for any other report."""
        number = _NUMBER.match(report.text)
        if number is None:
            raise ValueError(f"{report.report_id} is no report of this world")
        return tuple(self.world.claims_of(int(number[1]), report.text))


@dataclass(frozen=True, slots=True)
class ReadingCoder:
    """A coder that costs what a real one does: it reads one of the `texts` for each, and tells what the world does.

    The rules find nothing in the reports of a world, whose armies they do not know, and take no time over them.
    """

    told: SyntheticCoder
    real: Coder
    texts: tuple[Report, ...]
    name: str = "synthetic, reading"
    version: str = "1"

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Claims of a report of the world. ValueError for any other report."""
        claims = self.told.code(report)
        number = _NUMBER.match(report.text)
        self.real.code(self.texts[int(number[1] if number else 0) % len(self.texts)])
        return claims
