"""Provisions: what a text says that an agreement contains, by kind, with its figures.

Belongs here: reading provision_cues.tsv in a span of tokens, and which figure belongs to which provision.
Does not belong here: to which agreement the span belongs (`groups`).
"""

from dataclasses import dataclass, replace
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.report.actor_kinds import kind_of
from pipelines.coding.report.parsed_report import Counted, ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, Row, build_phrases, words

_NEAR = 16
#: Kinds whose cues are things that are counted, and how far the number may stand before them.
_COUNTED = ("power_sharing", "territorial", "border_opening")
_COUNT_NEAR = 4
#: How far the number of days may stand before the noun it belongs to, and its preposition before the number.
_ADJECTIVE, _LEAD = 3, 3
#: How far a place may stand behind the verb that leaves it.
_PLACE_NEAR = 5
#: How far a stretch of days may stand behind the verb that says how long something lasts.
_SPAN_NEAR = 4
_HANDING = frozenset(("hand", "hands", "handed", "handing"))
_PROLONGING = ("by", "for", "another", "further", "of", "additional", "more", "a", "an", "to")
_UNITS = {
    "prisoner_exchange": ("prisoners", "persons"),
    "return_of_remains": ("bodies",),
    "ceasefire": ("days",),
    "withdrawal": ("days",),
    "humanitarian_access": (),
    "monitoring": ("days",),
    "disarmament": ("days", "persons", "other"),
    "elections": ("days",),
    "power_sharing": ("other",),
    "territorial": ("other",),
    "border_opening": ("other",),
    "other": ("days",),
}
_DAY_WORDS = frozenset(("within", "for", "over", "up", "lasting", "another", "more", "further", "initial", "least"))


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision in tokens `first` to `after`; `figure` is what it states, where it does."""

    kind: str
    first: int
    after: int
    figure: Counted | None = None
    #: Only the end of a road: "the road to a full ceasefire".
    distant: bool = False

    @property
    def quantity(self) -> int | float | None:
        """The number stated."""
        return self.figure.quantity.number if self.figure is not None else None


@cache
def _table() -> Phrases:
    """All cues; a phrase that serves several kinds keeps a joined row."""
    by_form: dict[str, list[Row]] = {}
    for row in lexicon_rows("provision_cues"):
        for form in all_forms(row["words"]) if row["verb"] == "yes" else (row["words"],):
            by_form.setdefault(form, []).append(row)
    joined = [
        {"words": form, "cues": ";".join(f"{r['kind']},{r['class']}" for r in rows)} for form, rows in by_form.items()
    ]
    return build_phrases(joined, "words")


def provisions_in(report: ParsedReport, first: int, after: int) -> list[Provision]:
    """Provisions in tokens `first` to `after`, one a kind, more where figures differ."""
    found: dict[str, tuple[int, int]] = {}
    counted: list[Provision] = []
    acts: dict[str, int] = {}
    handed = -1
    things: dict[str, int] = {}
    for row, start, end in _table().all_in(report.tokens, first, after):
        for cue in row["cues"].split(";"):
            kind, _, role = cue.partition(",")
            if kind == "disarmament" and role == "act" and report.tokens[start].low in _HANDING:
                handed = start
            if role == "both":
                found.setdefault(kind, (start, end))
                counted += _counted(report, kind, start, end)
            elif role == "act":
                acts[kind] = start
                if kind in things and start - things[kind] <= _NEAR:
                    found.setdefault(kind, (things[kind], end))
            else:
                things[kind] = start
                if kind in acts and start - acts[kind] <= _NEAR:
                    found.setdefault(kind, (acts[kind], end))
    if "withdrawal" in acts and "withdrawal" not in found and _leaves_place(report, acts["withdrawal"], after):
        found["withdrawal"] = (acts["withdrawal"], acts["withdrawal"] + 1)
    people = (f for f in report.figures_in(first, after) if f.quantity.unit in ("persons", "prisoners"))
    if handed >= 0 and found.get("disarmament", (-1, -1))[0] == handed and any(f.first > handed for f in people):
        # "hand over the politician for 50 fighters" is no disarmament
        found.setdefault("prisoner_exchange", found.pop("disarmament"))
    dead = next((f for f in report.figures_in(first, after) if f.quantity.unit == "bodies"), None)
    if dead is not None and dead.quantity.basis == "per_side":
        # "6,000 bodies for 6,000"
        found.setdefault("return_of_remains", (dead.first, dead.after))
    if "return_of_remains" in found and "prisoner_exchange" in found and things.get("prisoner_exchange") is None:
        del found["prisoner_exchange"]
    if "withdrawal" in found and found["withdrawal"][0] == found.get("return_of_remains", (-1, -1))[0]:
        # "return the remains of 108 soldiers"
        del found["withdrawal"]
    if "prisoner_exchange" in acts and "prisoner_exchange" not in found:
        # "the release of 900 people"
        freed = (f for f in report.figures_in(first, after) if f.quantity.unit == "prisoners")
        near = next((f for f in freed if abs(f.first - acts["prisoner_exchange"]) <= _NEAR), None)
        if near is not None:
            found["prisoner_exchange"] = (min(acts["prisoner_exchange"], near.first), near.after)
    result: list[Provision] = []
    for kind, (start, end) in found.items():
        result.extend(_with_figures(report, kind, start, end, first, after))
    result = _apart(result, found)
    for p in counted:
        # "four ministries, fifteen seats": one a figure
        bare = next((r for r in result if r.kind == p.kind and r.quantity is None), None)
        if bare is not None:
            result[result.index(bare)] = p
        elif all(r.kind != p.kind or r.quantity != p.quantity for r in result):
            result.append(p)
    return [replace(p, distant=True) if is_distant(report, p.first, first) else p for p in result]


def _counted(report: ParsedReport, kind: str, start: int, end: int) -> list[Provision]:
    """The provision of a cue that is itself counted: "fifteen seats", "four crossing points"."""
    if kind not in _COUNTED:
        return []
    figures = [f for f in report.figures_in(max(0, start - _COUNT_NEAR), end) if f.quantity.unit == "other"]
    near = [f for f in figures if f.quantity.number is not None and f.first < start <= f.after <= end]
    return [Provision(kind, f.first, end, f) for f in near[-1:]]


def _leaves_place(report: ParsedReport, at: int, after: int) -> bool:
    """Whether somebody leaves a place: "Serb forces leave Kosovo", "quits the port of Hodeidah"."""
    if report.tokens[at].low not in word_set("agreement_provisions:leaving", "syntax_word_sets"):
        return False
    return bool(report.places_in(at + 1, min(after, at + _PLACE_NEAR))) or any(
        m.noun in ("name", "owner") and kind_of(m.actors[0]) == "state" and m.first == at + 1
        for m in report.actors_in(at + 1, min(after, at + _PLACE_NEAR))
        if m.actors
    )


def _apart(told: list[Provision], cues: dict[str, tuple[int, int]]) -> list[Provision]:
    """A stretch of days belongs to the provision whose words stand nearest: "a ceasefire under which fighters must
    leave within three months"."""
    nearest: dict[int, tuple[int, str]] = {}
    for p in told:
        if p.figure is not None and p.figure.quantity.unit == "days":
            start, end = cues[p.kind]
            gap = min(abs(p.figure.first - end), abs(start - p.figure.after))
            nearest[p.figure.first] = min(nearest.get(p.figure.first, (gap, p.kind)), (gap, p.kind))
    return [
        p
        if p.figure is None or nearest.get(p.figure.first, (0, p.kind))[1] == p.kind
        else Provision(p.kind, *cues[p.kind])
        for p in told
    ]


def prolonged_by(report: ParsedReport, verb: int, after: int) -> Counted | None:
    """By how long something is prolonged: the days after the verb at token `verb`, led by "by", "for" or "another"."""
    for f in report.figures_in(verb, min(after, verb + _NEAR)):
        lead = report.tokens[f.first - 1].low
        if f.quantity.unit == "days" and f.quantity.number is not None and lead in _PROLONGING:
            return f
    return None


def lasting(report: ParsedReport, parsed: Parsed, first: int, after: int) -> Counted | None:
    """How long a truce is to last, by the verb of which it is the subject: "is to run for six months"."""
    for verb in parsed.predicates:
        if verb.first < first or verb.first >= after or verb.passive or verb.negated or not verb.is_finite:
            continue
        if not verb.bases & word_set("agreement_provisions:lasting", "syntax_word_sets") or verb.tense == "past":
            continue
        for f in report.figures_in(verb.after, min(after, verb.after + _SPAN_NEAR)):
            if f.quantity.unit == "days" and f.quantity.number is not None:
                return f
    return None


def _is_length(report: ParsedReport, figure: Counted, start: int, end: int) -> bool:
    """Whether a stretch of days is how long a truce lasts: "a 60-day truce", "a truce of two weeks", "halt fire for a
    month"; not "after six days of talks", "within a week", "for six days" of something before."""
    tokens = report.tokens
    if figure.after <= start:
        opens = figure.first == 0 or tokens[figure.first - 1].low == "for"
        joined = start - figure.after <= _ADJECTIVE and not any(
            p.first >= figure.after for p in report.predicates_in(figure.after, start)
        )
        return joined and not (opens and tokens[figure.after].low == ",") and tokens[figure.first - 1].low != "of"
    behind = [t.low for t in tokens[figure.after : figure.after + 2]]
    if figure.first < end or behind == ["-", "long"]:
        return True
    lows = [t.low for t in tokens[max(end, figure.first - _LEAD) : figure.first]]
    return any(w in word_set("agreement_provisions:length", "syntax_word_sets") for w in lows)


def implied(report: ParsedReport, kind: str, start: int, end: int, first: int, after: int) -> Provision:
    """The provision that the noun in tokens `start` to `end` implies, with a figure of tokens `first` to `after`."""
    return _with_figures(report, kind, start, end, first, after)[0]


def is_distant(report: ParsedReport, i: int, first: int) -> bool:
    """Whether "road to", "path towards" stands before the words."""
    lows = [t.low for t in report.tokens[max(first, i - 5) : i]]
    return any(w in ("road", "path", "way", "route") and "to" in lows[n:] for n, w in enumerate(lows))


def _with_figures(report: ParsedReport, kind: str, start: int, end: int, first: int, after: int) -> list[Provision]:
    units = _UNITS.get(kind, ())
    figures = [f for f in report.figures_in(first, after) if f.quantity.unit in units and f.quantity.number is not None]
    if kind in ("ceasefire", "withdrawal", "monitoring", "disarmament", "elections", "other"):
        figures = [f for f in figures if _belongs(report, f, kind, start, end)][:1]
    elif kind in ("power_sharing", "territorial", "border_opening"):
        figures = [f for f in figures if end <= f.after + 3 and f.first <= end][:1]
    if not figures:
        return [Provision(kind, start, end)]
    seen: dict[object, Provision] = {}
    for f in figures:
        seen.setdefault(f.quantity.number, Provision(kind, min(start, f.first), max(end, f.after), f))
    return list(seen.values())


def _belongs(report: ParsedReport, figure: Counted, kind: str, start: int, end: int) -> bool:
    """Whether a number of days is that of this provision: close by, and no age or distance in time."""
    gap = min(abs(figure.first - end), abs(start - figure.after))
    if any(
        d.first < figure.after and figure.first < d.after and d.mention.interval.precision == "day"
        for d in report.dates_in(max(0, figure.first - 4), figure.after)
    ):
        return False
    behind = [t.low for t in report.tokens[figure.after : figure.after + 4]]
    fought = words("topic_nouns") | word_set("agreement_halts:fights", "syntax_word_sets")
    if behind[:1] == ["of"] and not fought.isdisjoint(behind[1:]):
        # "ended 44 days of border fighting"
        return False
    if figure.quantity.unit == "other":
        return gap <= 3
    lead = report.tokens[figure.first - 1].low if figure.first else ""
    if lead == "after" or (kind == "ceasefire" and not _is_length(report, figure, start, end)):
        # how long the talks took, a deadline for something else
        return False
    second = report.tokens[figure.after + 1].low if figure.after + 1 < len(report.tokens) else ""
    follower = report.tokens[figure.after].low if figure.after < len(report.tokens) else ""
    if follower in words("meeting_nouns", "words") or second in words("meeting_nouns", "words"):
        return False
    if follower in ("ago", "after", "later", "before", "earlier", "old"):
        return kind == "elections" and follower == "before"
    return gap <= (8 if kind == "ceasefire" else 14)
