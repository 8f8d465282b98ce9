"""Tables of a release that never was: processes of given sizes, with claims and provenance behind every value.

Belongs here: rows that hang together as those of a build do, the same seed giving the same rows. Used to measure the
dossiers on many records, and to look at a process with one meeting beside one with hundreds.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from pipelines.validation.cells import cell_text, members
from pipelines.validation.tableset import Row, TableSet
from schemas.catalogue import CORE_TABLE_OF, TABLES
from schemas.codes import codes
from schemas.ids import digest

FIRST_DAY = date(2019, 3, 4)
_DAY = timedelta(days=1)
_PLACES = (("Doha", "QA"), ("Geneva", "CH"), ("Nairobi", "KE"), ("Muscat", "OM"), ("Oslo", "NO"), ("Cairo", "EG"))
_SIDES = ("Northland", "Highland Front", "Rivermark", "Coast Union", "Saltmere", "Green Hills Army", "Eastmark")
_DEMANDS = (
    "all detained members are released before the delegations sit down again",
    "the blockade of the coastal road ends first",
    "troops leave the three border towns",
    "monitors of the regional union are let into the valley",
)
_MEETING_STEPS = (("proposed", "scheduled", "held"), ("scheduled", "held"), ("proposed",), ("scheduled", "cancelled"))
_MEETING_STEPS += (("proposed", "rejected"), ("scheduled", "postponed"), ("scheduled",), ("held",), ("held", "held"))
_AGREEMENT_STEPS = (("proposed", "agreed", "signed"), ("signed",), ("under_negotiation",), ("signed", "violated"))
_CONDITION_STEPS = (("stated",), ("stated", "met"), ("stated", "withdrawn"), ("stated", "rejected"))


@dataclass(slots=True)
class SyntheticRelease:
    """`meetings` a process; for every three of them an agreement, for every two a condition."""

    meetings: tuple[int, ...]
    seed: int = 11
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    _chance: random.Random = field(default_factory=random.Random)
    _reports: int = 0

    def tables(self) -> TableSet:
        """All tables."""
        self._chance.seed(self.seed)
        for n in range(12):
            self._add("sources", source_id=f"s{n}", name=f"Outlet {n}", kind="newspaper", reliability="medium",
                      quote_cap_words=25)  # fmt: skip
        for number, meetings in enumerate(self.meetings):
            self._process(number, meetings)
        actors = {(r["actor_id"], r["actor_name"]) for r in self.rows["meeting_participants"]}
        for actor_id, name in sorted(actors):
            self._add("actors", actor_id=actor_id, name=name, kind="state")
        newest = max(r["published_on"] for r in self.rows["reports"])
        for row in self.rows["meetings"]:
            row["is_overdue"] = row["status"] in ("scheduled", "postponed") and row["date_start"] < newest
        for name, table in TABLES.items():
            self.rows[name].sort(key=lambda r, table=table: tuple(r[k] for k in table.key))
        return TableSet.of_rows(self.rows)

    def _process(self, number: int, meetings: int) -> None:
        process_id = f"p-{number:03}"
        sides = (_SIDES[number % len(_SIDES)], _SIDES[(number + 3) % len(_SIDES)])
        name = f"{sides[0]} process {number + 1}"
        core = "; ".join(map(_actor, sides))
        self._add("processes", process_id=process_id, name=name, core_party_ids=core, origin="listed")
        for n in range(meetings):
            day = FIRST_DAY + n * 7 * _DAY + self._chance.randrange(5) * _DAY
            if meetings > 20 and n % 25 == 24:
                day += 60 * _DAY
            meeting = self._meeting(process_id, sides, day, n)
            if n % 3 == 0:
                self._agreement(process_id, sides, day, n, meeting)
            if n % 2 == 0:
                self._condition(process_id, sides, day, n, meeting)

    def _meeting(self, process_id: str, sides: tuple[str, str], day: date, n: int) -> str:
        place, country = self._chance.choice(_PLACES)
        third = self._chance.choice(("Qatar", "Norway", "Regional Union", None, None))
        steps = self._chance.choice(_MEETING_STEPS)
        status = steps[-1]
        values: dict[str, Any] = {
            "kind": self._chance.choice(("talks", "talks", "summit", "consultation", "phone_call")),
            "level": self._chance.choice(codes("level")),
            "date_start": day, "date_end": None, "date_precision": "day", "date_text": f"{day:%A}",
            "place_name": place, "country_code": country, "party_names": "; ".join(sorted(sides)),
            "mediator_names": third, "round_number": n + 1 if n % 4 == 0 else None,
        }  # fmt: skip
        record_id = self._record("meeting", process_id, steps, day, values, n)
        came = "attended" if status == "held" else "expected"
        for name, role in [(s, "party") for s in sides] + ([(third, "mediator")] if third else []):
            self._add("meeting_participants", meeting_id=record_id, actor_id=_actor(name), role=role, actor_name=name,
                      attendance=came, n_reports=1)  # fmt: skip
        return record_id

    def _agreement(self, process_id: str, sides: tuple[str, str], day: date, n: int, meeting: str) -> None:
        values = {
            "meeting_id": meeting, "kind": self._chance.choice(("ceasefire", "prisoner_exchange", "framework")),
            "pax_stage": "Pre", "date": day + _DAY, "date_precision": "day", "date_text": "the next day",
            "party_names": "; ".join(sorted(sides)),
        }  # fmt: skip
        record_id = self._record("agreement", process_id, self._chance.choice(_AGREEMENT_STEPS), day, values, n)
        for side in sides:
            self._add("agreement_parties", agreement_id=record_id, actor_id=_actor(side), role="party",
                      actor_name=side, position="unknown")  # fmt: skip
        self._add("provisions", provision_id=f"v-{digest(record_id)}", agreement_id=record_id,
                  kind="prisoner_exchange", quantity=float(100 * (n % 9 + 1)), unit="prisoners", basis="per_side",
                  obligor_names=sides[0], text="the exchange of prisoners")  # fmt: skip

    def _condition(self, process_id: str, sides: tuple[str, str], day: date, n: int, meeting: str) -> None:
        values = {
            "holder_name": sides[n // 2 % 2], "holder_actor_id": _actor(sides[n // 2 % 2]),
            "addressee_name": sides[(n // 2 + 1) % 2], "demand": self._chance.choice(_DEMANDS),
            "kind": self._chance.choice(codes("condition_kind")), "conditioned_type": "meeting",
            "conditioned_id": meeting if n % 4 else None, "conditioned_text": "the next round",
        }  # fmt: skip
        self._record("condition", process_id, self._chance.choice(_CONDITION_STEPS), day, values, n)

    def _record(
        self, kind: str, process_id: str, steps: tuple[str, ...], day: date, values: dict[str, Any], n: int
    ) -> str:
        table = CORE_TABLE_OF[kind]
        record_id = f"{kind[0]}-{digest(process_id, kind, n)}"
        reported = [day - (len(steps) - 1 - i) * 6 * _DAY for i in range(len(steps))]
        claims = [self._claim(kind, record_id, step, on, values) for step, on in zip(steps, reported, strict=True)]
        for seq, (step, on, claim) in enumerate(zip(steps, reported, claims, strict=True), 1):
            history = {f"{kind}_id": record_id, "seq": seq, "status": step, "reported_on": on, "reason": "first known"}
            backing = {"report_id": claim["report_id"], "claim_id": claim["claim_id"], "counted": True}
            self._add(f"{kind}_status_history", **history, **backing)
        for column in TABLES[table].columns:
            if column.origin == "claimed" and column.name != "status" and values.get(column.name) is not None:
                text = cell_text(values[column.name]) or ""
                told = [(c["claim_id"], v) for c in claims for v in (members(text) if column.joined else [text])]
                self._provenance(table, record_id, column.name, told, "independent, latest")
        self._provenance(table, record_id, "status", [(claims[-1]["claim_id"], steps[-1])], "lifecycle")
        self._add(
            table, **{f"{kind}_id": record_id}, status=steps[-1], process_id=process_id, n_reports=len(claims),
            n_independent_sources=len(claims), first_reported_on=reported[0], last_reported_on=reported[-1],
            has_conflict=n % 11 == 0, ledger_position=self._reports, evidence=claims[-1]["quote"],
            **({"is_overdue": False} if kind == "meeting" else {}), **values,
        )  # fmt: skip
        return record_id

    def _claim(self, kind: str, record_id: str, step: str, on: date, values: dict[str, Any]) -> Row:
        self._reports += 1
        report_id, claim_id = f"r-{digest(self._reports)}", f"k-{digest('k', self._reports)}"
        source = self._chance.randrange(12)
        self._add("reports", report_id=report_id, source_id=f"s{source}", outlet=f"Outlet {source}",
                  url=f"https://outlet-{source}.example.org/{self._reports}", title=f"Report {self._reports} on talks",
                  published_on=on, language="en", word_count=300, text_sha256=digest("text", self._reports),
                  media_type="text/plain", status="active", syndication_group=f"g-{report_id}", is_original=True,
                  ledger_position=self._reports)  # fmt: skip
        names = values.get("party_names") or values.get("holder_name")
        quote = (
            f"{names} spoke of what is {step} in {values.get('place_name') or 'the capital'}, officials said on the day"
        )
        start = 40
        self._add("claims", claim_id=claim_id, report_id=report_id, local_key=f"{kind[0]}1", record_type=kind,
                  record_id=record_id, judgement="founded", span_start=start, span_end=start + len(quote),
                  sentence_number=1, quote=quote, quote_truncated=False, realis="actual", is_background=False,
                  is_unchecked=False,
                  coder="synthetic", coder_version="1", rule="synthetic", confidence=0.8, status="live")  # fmt: skip
        self._add(
            "report_records", report_id=report_id, table_name=CORE_TABLE_OF[kind], record_id=record_id, n_claims=1
        )
        for column in TABLES[CORE_TABLE_OF[kind]].columns:
            value = step if column.name == "status" else values.get(column.name)
            if column.claim_field and value is not None:
                for seq, text in enumerate(members(str(value)) if column.joined else [cell_text(value) or ""]):
                    at = quote.find(text)
                    span = (start + at, start + at + len(text)) if at >= 0 else (None, None)
                    self._add("claim_values", claim_id=claim_id, field=column.claim_field, seq=seq, value=text,
                              span_start=span[0], span_end=span[1])  # fmt: skip
        return self.rows["claims"][-1]

    def _provenance(self, table: str, record_id: str, column: str, told: list[tuple[str, str]], policy: str) -> None:
        for seq, (claim_id, value) in enumerate(told):
            self._add("field_provenance", table_name=table, record_id=record_id, field=column, seq=seq,
                      claim_id=claim_id, value=value, chosen=True, policy=policy)  # fmt: skip

    def _add(self, table: str, **values: Any) -> None:
        unknown = values.keys() - set(TABLES[table].column_names)
        assert not unknown, f"{table} has no {unknown}"
        self.rows[table].append({name: values.get(name) for name in TABLES[table].column_names})


def _actor(name: str) -> str:
    return name.lower().replace(" ", "-")
