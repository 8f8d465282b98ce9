"""Roles: who mediates, hosts, observes or guarantees, and who heads a delegation, wherever a report says so.

Belongs here: reading role_cues.tsv against the text. Does not belong here: to which meeting a role belongs
(`meetings.frames` for the same sentence, `meetings.groups` for the text around it).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress, pairwise, takewhile

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.actor_kinds import kind_of, state_in
from pipelines.coding.report.arguments import list_at
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.report.role_naming import named_roles
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases

_NEAR = 3
#: How far before a role the comma stands that puts it in ("…, brought about by the mediation of").
_PUT_IN = 5
#: Behind these words of a place at the table others are named.
_BESIDE = frozenset(("between", "opposite", "from", "beside", "to", "facing"))
#: How far before a gerund its "with" stands.
_WITH_REACH = 8
#: How far behind a verb of mediating those stand for whom it is done.
_FOR_WHOM = 8
_PAIR = 2
#: How far the next name of a list may stand: after "and", a comma or an article.
_LIST_STEP = 3
#: How far a comma may stand from "the facilitators of the Jeddah talks".
_TITLE_WORDS = 7


@dataclass(frozen=True, slots=True)
class RoleClaim:
    """Mentions that a sentence gives a role; `at` is the token of the cue. Roles as in the contract, and `head`."""

    role: str
    mentions: tuple[Mention, ...]
    at: int
    sentence: int

    @property
    def seats(self) -> bool:
        """Whether it tells who sat at the table."""
        return self.role in ("party", "signer", "head")


@cache
def _verbs() -> Phrases:
    return build_phrases([r for r in lexicon_rows("role_cues") if r["side"] == "subject"], "words", all_forms)


@cache
def _cues(side: str) -> Phrases:
    return build_phrases([r for r in lexicon_rows("role_cues") if r["side"] == side], "words")


@cache
def _head_verbs() -> frozenset[str]:
    return frozenset(
        f for b in ("lead", "head", "front", "represent", "chair", "captain", "spearhead") for f in all_forms(b)
    )


@cache
def _signing() -> frozenset[str]:
    return frozenset((*all_forms("sign"), *all_forms("initial")))


@cache
def _teams() -> frozenset[str]:
    return word_set("roles:teams", "syntax_word_sets")


#: What stands for the other team before "by" ("Y's by B", "the Pakistani one by B").
_ANOTHER = frozenset(("'s", "one", "side", "team", "delegation", "panel"))
_LED_BY = frozenset(("led", "headed", "fronted", "represented"))
_NAMED_AFTER = frozenset(("mediators", "facilitators", "guarantors", "co-chairs", "co-mediators", "co-facilitators"))


@cache
def _opening() -> tuple[frozenset[str], frozenset[tuple[str, str]], frozenset[str]]:
    """Every word that a reading of a role starts from by itself, the first two words of every longer phrase, and all
    words that one of either begins with."""
    tables = (_cues("after"), _cues("before"), _verbs())
    alone = {word for t in tables for word, row in t.by_first.items() if row is not None}
    pairs = frozenset((first, second) for t in tables for first, group in t.longer.items() for second in group)
    words = frozenset(("by", "under")) | _signing() | _head_verbs() | _NAMED_AFTER | alone
    return words, pairs, words.union(first for first, _ in pairs)


def find_roles(report: ParsedReport) -> list[RoleClaim]:
    """Every role that the running text gives somebody, in order."""
    found: list[RoleClaim] = []
    for parsed in report.parsed.values():
        here = _in_sentence(report, parsed)
        told = {m.first for c in here if c.role == "mediator" for m in c.mentions}
        for role, mentions, at in named_roles(report, parsed):
            further = tuple(m for m in mentions if m.first not in told)
            told.update(m.first for m in further)
            if further:
                here.append(RoleClaim(role, further, at, parsed.sentence.number))
        found.extend(here)
    return found


def _in_sentence(report: ParsedReport, parsed: Parsed) -> list[RoleClaim]:
    tokens, s = report.tokens, parsed.sentence
    found: list[RoleClaim] = []
    after_cues, before_cues, verbs = _cues("after"), _cues("before"), _verbs()
    opening, pairs, firsts = _opening()
    if firsts.isdisjoint(s.words):
        return found
    for i in compress(range(s.first, s.after), map(firsts.__contains__, s.lows)):
        low, follower = tokens[i].low, tokens[i + 1].low if i + 1 < s.after else None
        if (low not in opening and (low, follower) not in pairs) or tokens[i].kind == "number":
            continue
        if low == "by" and i > s.first and tokens[i - 1].low in _LED_BY:
            people, _ = list_at(report, i + 1, s.after)
            if people:
                led = people[:1] if tokens[i - 1].low != "represented" else people
                found.append(RoleClaim("head", (*led, *_led_too(report, i, s.after)), i, s.number))
            continue
        signers = _sign_for(report, parsed, i)
        if signers:
            found.append(RoleClaim("head", signers, i, s.number))
            continue
        if low in _head_verbs() and _heads_team(tokens, i, s.after):
            subject = _subject_at(parsed, i)
            if subject:
                found.append(RoleClaim("head", subject, i, s.number))
            continue
        under = _envoy_under(report, i, s.after)
        if under is not None:
            found.append(RoleClaim("mediator", (under,), i, s.number))
            continue
        named = _named_after_role(report, i, s.after)
        if named:
            found.append(RoleClaim("mediator", named, i, s.number))
            continue
        hit = after_cues.longest(tokens, i, s.after)
        if hit is not None:
            people, _ = list_at(report, hit[1], s.after)
            if hit[0]["role"] == "party":
                people = _from_countries(report, hit[1], s.after)
            cut = _cut(report, parsed, people, i)
            # "the government" is named too where those at the table are listed
            named = tuple(m for m in people[:cut] if m.actors or m.person or hit[0]["role"] == "party")
            if named and hit[0]["role"] == "mediator":
                named = _on_behalf(report, named, named[-1].after, s.after)
            if named and (
                hit[0]["words"] not in ("mediators", "mediator", "facilitator", "facilitators")
                or named[0].first == hit[1]
            ):
                found.append(RoleClaim(hit[0]["role"], named, i, s.number))
                continue
        hit = before_cues.longest(tokens, i, s.after)
        if hit is not None and hit[0]["role"] != "none":
            people = _list_before(report, i, s.first)
            if people and not _is_nobody(report, people[0].first, s.first):
                found.append(RoleClaim(hit[0]["role"], tuple(people), i, s.number))
                continue
        hit = verbs.longest(tokens, i, s.after)
        if hit is not None:
            predicate = next((p for p in parsed.predicates if p.head == i), None)
            if predicate is None and low == "co" and tokens[hit[1] - 1].low.endswith("ed"):
                # "France and Indonesia co-chaired the conference"
                together = _list_before(report, i, s.first)
                found += [RoleClaim(hit[0]["role"], tuple(together), i, s.number)] if together else []
                continue
            if (
                predicate is not None
                and not predicate.passive
                and not predicate.negated
                and predicate.tense != "participle"
            ):
                subject = _subject_at(parsed, i)
                if predicate.tense == "gerund":
                    own = next((m for m in parsed.mentions if m.after == predicate.first), None)
                    # "the sides signed, the Community having lent its good offices"
                    subject = (own,) if own is not None else subject
                    doers = _with_whom(report, i, s.first)
                    subject = doers if doers is not None else subject
                if hit[0]["role"] == "party" and (predicate.modal or _as_guest(tokens, hit[1], s.after)):
                    continue
                if hit[0]["role"] == "present":
                    beside, _ = list_at(report, hit[1], s.after)
                    there = (*subject, *(beside if tokens[hit[1] - 1].low in _BESIDE else ()))
                    subject = tuple(m for m in there if m.person is not None and predicate.modal == "")
                if hit[0]["role"] == "mediator":
                    subject = _on_behalf(report, subject, hit[1], s.after)
                if subject:
                    found.append(RoleClaim(hit[0]["role"], subject, i, s.number))
    return found


def _with_whom(report: ParsedReport, i: int, first: int) -> tuple[Mention, ...] | None:
    """Who does it in "with Libyan go-betweens carrying papers"; None where no "with" opens the phrase."""
    tokens = report.tokens
    for k in range(i - 1, max(first, i - _WITH_REACH), -1):
        if tokens[k].low in (",", ";"):
            return None
        if tokens[k].low == "with":
            return tuple(list_at(report, k + 1, i)[0])
    return None


def _on_behalf(report: ParsedReport, subject: tuple[Mention, ...], i: int, limit: int) -> tuple[Mention, ...]:
    """Who mediates in "X chaired the talks for ECOWAS": the organisation, in the person of X."""
    tokens = report.tokens
    for k in range(i, min(limit - 1, i + _FOR_WHOM)):
        if tokens[k].low not in ("for", "behalf"):
            continue
        bodies = [m for m in report.actors_in(k + 1, min(limit, k + 4)) if m.noun == "name" and len(m.actors) == 1]
        if bodies and kind_of(bodies[0].actors[0]) == "organisation" and len(subject) == 1:
            return (replace(subject[0], actors=bodies[0].actors),)
    return subject


def _led_too(report: ParsedReport, i: int, limit: int) -> list[Mention]:
    """Who else is named in "X's team was headed by A, Y's by B", after the first "by" at token `i`."""
    tokens = report.tokens
    led = [k for k in range(i + 1, limit - 1) if tokens[k].low == "by" and tokens[k - 1].low in _ANOTHER]
    return [m for k in led for m in report.actors_in(k + 1, k + 3)[:1] if m.person is not None]


def _from_countries(report: ParsedReport, i: int, limit: int) -> list[Mention]:
    """Who sits at the table by "participants came from Georgia, Sukhumi and Tskhinvali": countries are states there."""
    found: list[Mention] = []
    end = i
    while end < limit:
        place = next((p for p in report.places_in(end, end + _LIST_STEP) if p.name is None), None)
        listed, after = list_at(report, end, limit, _LIST_STEP)
        state = state_in().get(place.country or "") if place is not None else None
        if place is not None and state is not None and (not listed or place.first < listed[0].first):
            found.append(Mention(place.first, place.after, (state,)))
            end = place.after
        elif listed:
            found += listed
            end = after
        else:
            break
        end += end < limit and report.tokens[end].low in (",", "and")
    return found


def _cut(report: ParsedReport, parsed: Parsed, people: Sequence[Mention], i: int) -> int:
    """How many of a list belong to a role where it goes on with the subject of the next verb.

    "By the accord, brought about by the mediation of France, Georgia and Russia undertook to …": what is put in between
    commas ends with the first name.
    """
    end = people[-1].after if people else -1
    verb = next((p for p in parsed.predicates if p.is_finite and p.first == end), None)
    subjects = parsed.clause_at(verb.first).subjects if verb is not None else ()
    cut = next((n for n, m in enumerate(people) if m in subjects), len(people))
    put_in = any(report.tokens[k].low == "," for k in range(max(parsed.sentence.first, i - _PUT_IN), i))
    closed = bool(people) and report.tokens[people[0].after].low == ","
    return 1 if verb is not None and not verb.passive and put_in and closed and len(people) > _PAIR else cut


def _heads_team(tokens: Sequence[Token], i: int, limit: int) -> bool:
    """Whether a verb at token `i` has a team of one side as its object ("leads the delegation", "chairs the panel")."""
    chairs = tokens[i].low.startswith("chair")
    for k in range(i + 1, min(limit, i + 7)):
        if tokens[k].low in _teams():
            return not (chairs and tokens[k].low == "talks")
    return False


def _sign_for(report: ParsedReport, parsed: Parsed, i: int) -> tuple[Mention, ...]:
    """Who signs in "X signed for Khartoum and Y for the movement", with the verb at token `i`."""
    tokens, limit = report.tokens, parsed.sentence.after
    if tokens[i].low not in _signing():
        return ()
    after = [t.low for t in tokens[i + 1 : min(limit, i + 3)]]
    if not (after[:1] == ["for"] or after == ["on", "behalf"]):
        return ()
    further = [m for m in report.actors_in(i + 1, limit) if m.person is not None and "for" in _words(report, m)]
    return tuple(m for m in (*_subject_at(parsed, i), *further) if m.person is not None)


def _words(report: ParsedReport, m: Mention) -> list[str]:
    """Words of a mention and the one right after it."""
    return [t.low for t in report.tokens[m.first : m.after + 1]]


def _envoy_under(report: ParsedReport, i: int, limit: int) -> Mention | None:
    """The envoy or mediator of "opened under UN envoy X", "once more under the Facilitator"."""
    if report.tokens[i].low != "under":
        return None
    ahead = [m for m in report.actors_in(i + 1, min(limit, i + 4)) if m.noun != "adjective"]
    if not ahead:
        return None
    person = report.cast.persons.get(ahead[0].person) if ahead[0].person else None
    noun = person.noun if person is not None else ahead[0].noun
    return ahead[0] if noun in ("envoy", "mediator") else None


def _named_after_role(report: ParsedReport, i: int, limit: int) -> tuple[Mention, ...]:
    """Who stands in apposition to "the facilitators of the talks, A and B"."""
    tokens = report.tokens
    if tokens[i].low not in _NAMED_AFTER:
        return ()
    for k in range(i + 1, min(limit, i + _TITLE_WORDS)):
        if tokens[k].low in (",", ":", "(", "-", "–", "—"):
            people, _ = list_at(report, k + 1, limit)
            named = tuple(m for m in people if m.actors and m.noun in ("name", "owner", "adjective"))
            return named if len(named) >= 2 else ()
        if tokens[k].kind != "word" or tokens[k].low in ("said", "have", "had", "were", "are", "will", "who", "met"):
            return ()
    return ()


def _subject_at(parsed: Parsed, i: int) -> tuple[Mention, ...]:
    clause = parsed.clause_at(i)
    if clause.subjects:
        return clause.subjects
    near = [m for m in parsed.mentions if m.after <= i and i - m.after <= 2]
    return (near[-1],) if near else ()


def _apposed_person(report: ParsedReport, office: Mention, before: Sequence[Mention]) -> list[Mention]:
    """Who "the chief mediator" behind a name and a comma is: "Riek Machar, the chief mediator, …"."""
    for person in reversed(before):
        gap = [t.low for t in report.tokens[person.after : office.first]]
        if person.person is not None and gap in ([","], [",", "the"]):
            return [person]
    return [office]


def _as_guest(tokens: Sequence[Token], i: int, limit: int) -> bool:
    """Whether "attended" goes on "as observers": no seat at the table."""
    low = [t.low for t in takewhile(lambda t: t.low not in (",", ";", "and"), tokens[i : min(limit, i + 6)])]
    return any(one == "as" and two not in ("the", "well") for one, two in pairwise(low))


def _is_nobody(report: ParsedReport, i: int, first: int) -> bool:
    """ "Nobody from the office of X was in the room": no role for X."""
    return any(
        report.tokens[k].low in ("nobody", "none", "no", "neither", "without") for k in range(max(first, i - 6), i)
    )


#: "The European Union's monitors facilitating": the body of the one named.
_OF_BODY = frozenset(("monitors", "mission", "envoy", "envoys", "mediators", "observers", "delegation", "officials"))


@cache
def _before_role() -> frozenset[str]:
    return word_set("roles:before_role", "syntax_word_sets")


def _list_before(report: ParsedReport, i: int, first: int) -> list[Mention]:
    """The list of names that ends right before token `i` ("with Norway, Cuba and Venezuela as guarantors")."""
    tokens = report.tokens
    mentions = [m for m in report.actors_in(first, i) if m.after <= i]
    for mention in report.actors_in(first, i + 1):
        # "Egyptian mediators" is one mention that ends with the cue
        if mention.first <= i < mention.after and mention.noun == "mediator":
            return _apposed_person(report, mention, mentions) if not mention.actors else [mention]
    found: list[Mention] = []
    end = i
    for mention in sorted(mentions, key=lambda m: m.after, reverse=True):
        gap = [tokens[k].low for k in range(mention.after, end)]
        if mention.after > end:  # the office inside "the foreign minister, Ana Lopez"
            continue
        near = len(gap) <= (_NEAR if not found else 4)
        joints = all(w in _before_role() or (w in _OF_BODY and mention.noun == "owner") for w in gap)
        # "with the minister, Ana Lopez, in the chair"
        put_in = gap == [","] and mention.first > first and tokens[mention.first - 1].low == "with"
        cut = mention.after != end and not found and not put_in and any(w in (",", "and") for w in gap)
        if not near or not joints or cut:
            break
        found.append(mention)
        end = mention.first
        joined = mention.first > first and tokens[mention.first - 1].low in ("and", ",", "the")
        if (mention.noun == "owner" and not joined) or len(found) > 6:
            break
    return [m for m in found[::-1] if m.actors or m.person or m.noun == "mediator"]


def third_parties(claims: Sequence[RoleClaim]) -> set[str]:
    """Actors that are called mediators, hosts, observers or guarantors anywhere."""
    aside = ("mediator", "host", "observer", "guarantor", "witness")
    return {n for c in claims if c.role in aside for m in c.mentions for n in m.actors}


def mediating(claims: Sequence[RoleClaim]) -> set[str]:
    """Actors that are said to mediate anywhere."""
    return {n for c in claims if c.role == "mediator" for m in c.mentions for n in m.actors}
