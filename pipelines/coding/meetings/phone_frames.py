"""Phone frames: contacts at a distance, told by "on the phone", "by video link" and the like.

Belongs here: the cues of phone_cues.tsv with who talked to whom. Does not belong here: verbs that are a call by
themselves ("phoned"), which stand in meet_verbs.tsv.
"""

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.apart import one_a_pair
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import date_for, list_after, list_at
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.governing import govern_verb
from pipelines.coding.scope.standing import meeting_status
from pipelines.coding.text.word_tables import phrases

_HIM_REACH = 30
#: Where a sentence opens with the call: "In a telephone call on Sunday, she told him …".
_OPENING = 3
_WITH_REACH = 6
_ROLES = ("at", "since", "from", "by")


def phone_contacts(
    parsed: Parsed, report: ParsedReport, focus: Focus, known: list[MeetingMention]
) -> list[MeetingMention]:
    """Calls of a sentence, one a pair of actors, beside those that are known."""
    s, tokens = parsed.sentence, report.tokens
    if any(m.kind == "phone_call" and m.status is not None and m.named_parties for m in known):
        return []
    for _, i, _ in phrases("phone_cues", "words").in_sentence(tokens, s):
        clause = parsed.clause_at(i)
        verb = clause.verb
        told = [m for m in known if m.status is not None and parsed.clause_at(m.anchor).index == clause.index]
        bare = [m for m in told if m.rule == "meeting_noun" and m.kind == "phone_call" and not m.named_parties]
        # "agreed by phone to meet in Rome"
        ahead = {p.head for p in parsed.predicates if p.tense == "infinitive" and p.first > i}
        told = [m for m in told if m not in bare and m.anchor not in ahead]
        if told:
            further: list[MeetingMention] = []
            for m in told:
                # leaders who talk at a distance are on the phone, delegations negotiate by video
                if m.rule == "meeting_verb" and "delegation" not in m.others.get("levels", ()):
                    m.kind = "phone_call"
                    further += _split(m)
            return further
        if verb is None or not (clause.subjects or parsed.mentions):
            continue
        # "tried to get the general on the line": what is done on the line is told by the last verb before
        verb = next((p for p in reversed(parsed.predicates) if verb.after <= p.first and p.after <= i), verb)
        callers = [m for m in clause.subjects if _can_call(m) or m.noun == "adjective"] or [
            m for m in parsed.mentions if m.after <= i and _can_call(m)
        ][:1]
        called = [m for m in list_after(report, ("to", "with"), verb.after - 1, s.after, 24) if _can_call(m)]
        if not called and i - s.first <= _OPENING and i < verb.first:
            # "on the phone with the emir on Sunday, he said that …"
            called = [m for m in list_after(report, ("to", "with"), i, verb.first, _WITH_REACH) if _can_call(m)]
        if not called and (verb.after <= i or i - s.first <= _OPENING or verb.bases & {"reach", "contact", "get"}):
            # "asked the minister by phone", "in a phone call on Sunday told him", "had the general on the line"
            called = [
                m for m in list_at(report, verb.after, s.after, 1)[0] if _can_call(m) and not _is_thing(report, m)
            ]
        if not called and verb.after < s.after and tokens[verb.after].low in ("him", "her"):
            ringing = {focus.person_for(m) for m in callers}
            before = [m for m in report.actors_in(max(0, verb.first - _HIM_REACH), verb.first) if m.person and m.actors]
            called = [m for m in before if focus.person_for(m) not in ringing][-1:]
        if not any(_names(focus, report, m) for m in callers):
            callers = [m for m in parsed.mentions if m.after <= verb.first and m.actors] or callers
        status = meeting_status(govern_verb(report, parsed, verb, "hold"))
        if not callers or status is None:
            continue
        made = _pairs(parsed, report, focus, i, callers, called, status)
        if not made:
            continue
        for mention in bare:
            # the noun is the call that the clause tells
            mention.status = None
        return made
    return []


def _split(mention: MeetingMention) -> list[MeetingMention]:
    """Leave a call its first pair; the calls of the other ones ("spent the day on the telephone with A and with B")."""
    first, *further = one_a_pair(mention, apart=False)
    mention.parties, mention.persons, mention.sources = first.parties, first.persons, first.sources
    return further


def _can_call(m: Mention) -> bool:
    return m.person is not None or m.noun in (
        "leader",
        "minister",
        "envoy",
        "military",
        "collective",
        "official",
        "mediator",
        "pronoun",
    )


def _is_thing(report: ParsedReport, m: Mention) -> bool:
    """Whether a pronoun stands for what is settled, and for nobody: "settled it on the telephone"."""
    return m.noun == "pronoun" and report.tokens[m.first].low in ("it", "this", "that")


def _pairs(
    parsed: Parsed, report: ParsedReport, focus: Focus, at: int, callers: list[Mention], called: list[Mention],
    status: tuple[str, str],
) -> list[MeetingMention]:  # fmt: skip
    groups: list[list[Mention]] = []
    if called:
        for one in called:
            names = _names(focus, report, one)
            same = next((g for g in groups if _names(focus, report, g[1]) == names), None)
            if same is not None:
                same.append(one)
            else:
                groups.append([callers[0], one])
    else:
        groups.append(callers)
    made = []
    for group in groups:
        parties = list(dict.fromkeys(n for m in group for n in _names(focus, report, m)))
        if len(parties) < 2:
            continue
        mention = MeetingMention(
            parsed.sentence.first, at + 1, at, parsed.sentence.number, "meeting_verb", "phone_call", *status,
            parties=parties, named_parties=True,
        )  # fmt: skip
        for m in group:
            person = focus.person_for(m)
            known = report.cast.persons.get(person) if person else None
            if known is not None:
                mention.persons.append((known.name, known.actor or ""))
            level = m.level or (known.level if known is not None else "")
            mention.others.setdefault("levels", []).append(level)
        s = parsed.sentence
        mention.date = date_for(report, s.first, s.after, at, _ROLES)
        made += one_a_pair(mention, apart=False)
    return made


def _names(focus: Focus, report: ParsedReport, m: Mention) -> tuple[str, ...]:
    names = focus.resolve(m)
    if not names:
        person = focus.person_for(m)
        known = report.cast.persons.get(person) if person else None
        names = (known.actor,) if known is not None and known.actor else ()
    return names
