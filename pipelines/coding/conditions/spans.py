"""Condition spans: where the words of a demand and of what it holds up begin and end.

Belongs here: the ends of what follows a joint or a verb, and the clause that a joint hangs on.
Does not belong here: who sets the term (`setters`).
"""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

_STOPS = frozenset((";", "—", "–", "--", "”"))
#: Behind ", and" they open what became of a term.
_JOINING = frozenset(("and", "but"))
_LATER = frozenset(("then", "later", "now", "finally", "eventually", "at"))
_TELLING = frozenset(("that", "this", "it", "so", "there"))
#: Before a straight quotation mark they show that it closes.
_CLOSED = frozenset((",", ".", "!", "?"))
_OPEN = frozenset((",", "“", '"', "that", "but", "and", ":", ";"))
#: Signs and words behind which the subject of a part stands.
_OPENERS = _STOPS | {":", "that", "because", "but", "since", "while", "whereas", "although", "though", "which", "who"}
_PUT_IN = 16
_PAIR = 2
_NOT_ONE = (("not", "one"), ("not", "a"), ("not", "an"))
#: Words of a denied subject before its verb.
_DENIED = 6
_VOWS = ("will", "would", "shall", "can", "may")
_SUBJECTS = frozenset(("we", "i", "they", "it", "he", "she", "nobody"))
#: Words behind a verb of viewing in which what is viewed is called futile.
_VIEWED = 4
#: Words behind a verb that belong to it ("walk out of").
_PARTICLES = 3
#: Words behind a verb of asking in which something idle is named.
_ASKED = 3
_CALLING = frozenset(("call", "describe", "denounce", "accuse", "brand", "repeat"))
_OBLIGE = frozenset(("have", "has", "had", "need", "needs", "needed", "ought"))


def end_of(parsed: Parsed, tokens: Sequence[Token], first: int) -> int:
    """The index after the words that go with token `first`: up to a verb of saying put in, a dash, a semicolon."""
    after = parsed.sentence.after
    if first + 1 >= after:
        return after
    trailing = trailing_speech(parsed, tokens)
    clause_of, start = parsed.clause_of, parsed.sentence.first
    own = last = clause_of[first - start]
    for k in range(first + 1, after):
        low, index = tokens[k].low, clause_of[k - start]
        if k == trailing or low in _STOPS or (low == '"' and tokens[k - 1].low in _CLOSED):
            return k
        if index != last and index != own:
            clause = parsed.clauses[index]
            if clause.is_speech or is_put_in(parsed, tokens, clause):
                return k
        last = index
        if low in _JOINING and (_says_on(parsed, tokens, k) or _goes_apart(parsed, tokens, first, k)):
            return k
        if low == "," and _closes_relative(parsed, tokens, first, k):
            return k
        if low == "," and (_reads(parsed, tokens, k) or (first + 1 < k < after - 2 and _breaks(parsed, tokens, k))):
            return k
    return after


def is_put_in(parsed: Parsed, tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether a clause stands between two commas within another one ("…, a person involved in it said, …")."""
    if clause.mark or clause.verb is None or clause.index == 0 or len(clause.tokens) > _PUT_IN:
        return False
    first, last = min(clause.tokens), max(clause.tokens)
    return tokens[first].low == "," == tokens[last].low and last + 1 < parsed.sentence.after


def _says_on(parsed: Parsed, tokens: Sequence[Token], k: int) -> bool:
    """Whether "and says that" goes on with another saying at `k`."""
    if tokens[k].low not in _JOINING:
        return False
    said = next((p for p in parsed.predicates if p.is_finite and k < p.first <= k + 4), None)
    return (
        said is not None
        and bool(stance_of(said))
        and tokens[said.after : said.after + 1] != []
        and (tokens[said.after].low == "that")
    )


def _goes_apart(parsed: Parsed, tokens: Sequence[Token], first: int, k: int) -> bool:
    """Whether another main clause starts at `k` ("insisted on the return of the town and the talks broke up")."""
    if tokens[k].low not in _JOINING:
        return False
    clause, own = parsed.clause_at(k), parsed.clause_at(first)
    apart = clause.mark == "" and clause.index != own.index and k == min(clause.tokens)
    return apart and clause.verb is not None and clause.verb.tense == "past" and clause.verb.first - k > 1


def _reads(parsed: Parsed, tokens: Sequence[Token], comma: int) -> bool:
    """Whether a sentence ends with the text that it tells of (", the text says")."""
    tail = [t.low for t in tokens[comma + 1 : parsed.sentence.after] if t.kind == "word"]
    deal, tells = word_set("deal", "condition_word_sets"), word_set("deal_tells", "condition_word_sets")
    return len(tail) <= 4 and bool(set(tail) & deal) and bool(tail) and tail[-1] in tells


def _breaks(parsed: Parsed, tokens: Sequence[Token], comma: int) -> bool:
    """Whether what follows a comma is no longer part of a term: "but", "a demand that …", a clause of its own."""
    following = tokens[comma + 1].low
    if following in ("but", "while", "whereas", "which", "although", "though"):
        return True
    said = next((p for p in parsed.predicates if p.first == comma + 1 and p.tense == "gerund"), None)
    if said is not None and (stance_of(said) or said.bases & _CALLING):
        # "…, calling it a red line"
        return True
    if following in ("and", "so") and _answers(parsed, tokens, comma):
        return True
    if following == "and" and (tokens[comma + 2].low in _LATER or tokens[comma + 2].low in _TELLING):
        # "…, and then it no longer did", "…, and that is in the text"
        return True
    nouns = phrases("condition_nouns", "words")
    if following in ("a", "an", "the", "something") and (
        following == "something" or nouns.longest(tokens, comma + 2) is not None
    ):
        return True
    clause = parsed.clause_at(comma + 1)
    own = bool(clause.subjects) and clause.subjects[0].first > comma
    return clause.mark == "" and clause.first in (comma, comma + 1) and own


def _closes_relative(parsed: Parsed, tokens: Sequence[Token], first: int, comma: int) -> bool:
    """Whether a comma closes what ", who" opened: "the rebels, who would not disarm unless they left, now have …"."""
    lows = [t.low for t in tokens[parsed.sentence.first : first]]
    opened = any(a == "," and b == "who" for a, b in pairwise(lows))
    verb = next((p for p in parsed.predicates if p.first > comma), None)
    if not opened or verb is None or not verb.is_finite or verb.first - comma > _PARTICLES:
        return False
    between = [t.low for t in tokens[comma + 1 : verb.first]]
    return all(w.endswith("ly") or w in word_set("onward", "condition_word_sets") for w in between)


def _answers(parsed: Parsed, tokens: Sequence[Token], comma: int) -> bool:
    """Whether another speaks after a comma ("…, and the ministry said that …", "…, and Baku agreed to it")."""
    answering = word_set("answering", "condition_word_sets")
    for p in parsed.predicates:
        if comma + 1 < p.first <= comma + 7:
            named = any(comma < m.first and m.after == p.first for m in parsed.mentions)
            return named and p.is_finite and (bool(stance_of(p)) or bool(p.bases & answering))
    return False


def trailing_speech(parsed: Parsed, tokens: Sequence[Token]) -> int | None:
    """The comma before "X said" at the end of a sentence, where no clause of saying was seen."""
    verb = next((p for p in reversed(parsed.predicates) if p.is_finite and stance_of(p)), None)
    if verb is None or parsed.clause_at(verb.first).is_speech:
        return None
    stop = next((k for k in range(verb.after, parsed.sentence.after) if tokens[k].low == ";"), parsed.sentence.after)
    if verb.after + 8 < stop:
        return None
    if not any(m.after == verb.first or (m.after < verb.first and tokens[m.after].low == ",") for m in parsed.mentions):
        return None
    for k in range(verb.first - 1, max(parsed.sentence.first, verb.first - 14), -1):
        if tokens[k].low == "that" or any(p.first <= k < p.after for p in parsed.predicates):
            return None
        if tokens[k].low == "," and tokens[k + 1].low in ("its", "his", "her", "their", "the", "a", "an", "one"):
            return k
        if tokens[k].low == "," and tokens[k + 1].is_capital and verb.first - k <= 5:
            before = [j for j in range(max(parsed.sentence.first, k - 8), k) if tokens[j].low == ","]
            return before[-1] if before and tokens[before[-1] + 1].low in ("its", "his", "her", "their", "the") else k
    return None


def start_of(parsed: Parsed, tokens: Sequence[Token], at: int, verb: Predicate | None) -> int:
    """The first token of the main clause that a joint at `at` hangs on."""
    first = parsed.sentence.first
    if verb is not None:
        clause = parsed.clause_at(verb.first)
        first = max(first, min(clause.tokens))
        before = parsed.clause_at(first - 1) if tokens[first].low == "," and first > parsed.sentence.first else None
        if before is not None and before.is_speech:
            # "not one rifle, it says, is to be given up before": the subject stands before the saying
            first = _subject_start(parsed, tokens, min(before.tokens))
        elif before is not None and before.verb is not None and stance_of(before.verb):
            first = min(before.tokens)
        said = [k for k in range(first, verb.first) if tokens[k].low in ("that", ":")]
        first = said[-1] + 1 if said else first
    return min(first, at)


def _subject_start(parsed: Parsed, tokens: Sequence[Token], at: int) -> int:
    """The first token of the part that a saying put in at `at` breaks off."""
    opens = (k + 1 for k in range(at - 2, parsed.sentence.first, -1) if tokens[k].low in _OPENERS)
    return next(opens, parsed.sentence.first)


def is_fronted(parsed: Parsed, tokens: Sequence[Token], at: int) -> bool:
    """Whether a joint opens its sentence or clause ("Unless X, Y")."""
    first = parsed.sentence.first
    k = at
    while k > first and tokens[k - 1].low in ("“", '"', "'", "‘", "but", "and", "so", "even"):
        k -= 1
    if k == first or tokens[k - 1].low in (";", ":", "that", "—", "–"):
        return True
    if tokens[k - 1].low != ",":
        return False
    if k - 2 > first and tokens[k - 2].low == "that":
        return True
    return not any(p.is_finite and p.first < k and not _is_saying(parsed, p) for p in parsed.predicates)


def _is_saying(parsed: Parsed, predicate: Predicate) -> bool:
    return bool(stance_of(predicate)) or parsed.clause_at(predicate.first).is_speech


def comma_after(parsed: Parsed, tokens: Sequence[Token], at: int) -> int | None:
    """The comma that ends a fronted part: the first after which a verb comes that is none of saying put in."""
    for k in range(at + 1, parsed.sentence.after):
        if tokens[k].low == "," and tokens[k + 1].low not in ('"', "”"):
            later = [p for p in parsed.predicates if p.is_finite and p.first > k]
            clause = parsed.clause_at(later[0].first) if later else None
            aside = clause is not None and (clause.is_speech or is_put_in(parsed, tokens, clause))
            if later and not (aside and later[0].first - k < 6):
                return k
        elif tokens[k].low in (";", ":"):
            return None
    return None


def subject_of_second(parsed: Parsed, tokens: Sequence[Token], at: int) -> int | None:
    """Where the second part begins behind a fronted one that no comma ends ("the day it leaves we shall sign")."""
    for p in parsed.predicates:
        if p.first > at + _PAIR and p.modal in _VOWS and p.is_finite:
            # "as long as they are there not one tank will be handed over"
            near = range(p.first - 1, max(at + _PAIR, p.first - _DENIED), -1)
            none = next((k for k in near if (tokens[k].low, tokens[k + 1].low) in _NOT_ONE), None)
            if none is not None:
                return none
        if (
            p.first < at + _PAIR
            or p.modal not in _VOWS
            or not p.is_finite
            or (parsed.clause_at(p.first).mark == "relative" and tokens[p.first - 1].low != "we")
        ):
            continue
        if tokens[p.first - 1].low in _SUBJECTS:
            return p.first - 1
        named = next((m.first for m in parsed.mentions if m.after == p.first and m.first > at + _PAIR), None)
        if named is not None:
            return named
    return None


def tells_a_view(parsed: Parsed, tokens: Sequence[Token], predicate: Predicate) -> bool:
    """Whether a past tense tells how somebody sees a step ("saw no point in talks until", "there was nothing to sign
    before", in words of another "that a truce was impossible while")."""
    views = word_set("viewing", "condition_word_sets")
    if not predicate.bases & views:
        return False
    after = [t.low for t in tokens[predicate.after : min(parsed.sentence.after, predicate.after + _VIEWED)]]
    if any(low in word_set("futile", "condition_word_sets") for low in after):
        return True
    excluded = next(
        phrases("condition_exclusions", "words").all_in(tokens, predicate.after, parsed.sentence.after), None
    )
    if excluded is not None and excluded[1] <= predicate.after + 1:
        return True
    return "to" in after and bool(set(after[:2]) & word_set("none", "condition_word_sets"))


def verb_after(parsed: Parsed, tokens: Sequence[Token], first: int, after: int) -> Predicate | None:
    """The first finite verb of tokens `first` to `after` that stands in no clause of saying put in."""
    found = [
        p for p in parsed.predicates
        if first <= p.first < after and p.is_finite and not parsed.clause_at(p.first).is_speech
        and not is_put_in(parsed, tokens, parsed.clause_at(p.first))
    ]  # fmt: skip
    found = [p for p in found if not stance_of(p)] or found
    main = [p for p in found if parsed.clause_at(p.first).mark in ("", "that")]
    return next(iter(main or found), None)


def verb_before(parsed: Parsed, tokens: Sequence[Token], at: int, opened: Clause | None) -> Predicate | None:
    """The verb that a joint at `at` hangs on: of the clause that its own clause hangs on, else the nearest before."""
    if opened is not None and opened.parent is not None:
        parent = parsed.clauses[opened.parent]
        put_in = is_put_in(parsed, tokens, parent)
        if parent.verb is not None and parent.verb.first < at and not parent.is_speech and not put_in:
            near = [p for p in parsed.predicates if p.is_finite and parent.verb.first < p.first < at]
            near = [p for p in near if parsed.clause_at(p.first).index == parent.index]
            return near[-1] if near else parent.verb
    found = [
        p for p in parsed.predicates if p.is_finite and p.first < at
        and not parsed.clause_at(p.first).is_speech and not is_put_in(parsed, tokens, parsed.clause_at(p.first))
    ]  # fmt: skip
    plain = [p for p in found if parsed.clause_at(p.first).mark != "relative"]
    return next(reversed(plain or found), None)


def leaves_the_table(tokens: Sequence[Token], predicate: Predicate) -> bool:
    """Whether a verb means that its subject keeps out of a process ("stay away", "walk out", "veto", "boycott")."""
    follow = " ".join(t.low for t in tokens[predicate.after : predicate.after + _PARTICLES])
    return any(
        f"{base} {follow} ".startswith(f"{words} ")
        for base in predicate.bases for words in word_set("leaving", "condition_word_sets")
    )  # fmt: skip


def asks_idly(tokens: Sequence[Token], after: int) -> bool:
    """Whether what is asked for at `after` is no term: "for more time", "this day", "for patience"."""
    near = {t.low for t in tokens[after : after + _ASKED]}
    return not near.isdisjoint(word_set("idle_ask", "condition_word_sets"))


def is_duty(tokens: Sequence[Token], predicate: Predicate) -> bool:
    """Whether a verb group lays a duty on its subject: must, should, has to, would have to, needs to."""
    if predicate.modal in word_set("obliging", "condition_word_sets"):
        return True
    for k in range(predicate.first, min(predicate.after + 1, len(tokens) - 1)):
        if tokens[k].low in _OBLIGE and tokens[k + 1].low == "to":
            return True
    return False


def is_negated(tokens: Sequence[Token], parsed: Parsed, predicate: Predicate, first: int, at: int) -> bool:
    """Whether the main clause is negated: by its verb, by "no" or "nothing" in it, or by a verb of refusing."""
    if predicate.negated or (predicate.bases & word_set("refusing", "condition_word_sets") and not predicate.passive):
        return True
    hits = phrases("condition_exclusions", "words").all_in(tokens, predicate.after, min(at, predicate.after + 8))
    if next(hits, None) is not None:
        # "is out of the question unless …"
        return True
    if _is_unwilling(tokens, predicate):
        return True
    viewed = range(predicate.after, min(at, predicate.after + _VIEWED))
    if predicate.bases & word_set("viewing", "condition_word_sets") and any(
        tokens[k].low in word_set("futile", "condition_word_sets") for k in viewed
    ):
        return True
    none, seen = word_set("none", "condition_word_sets") | {"never"}, parsed.words
    index = parsed.clause_at(predicate.first).index
    if not none.isdisjoint(seen) and any(
        tokens[k].low in none and parsed.clause_at(k).index == index for k in range(first, at)
    ):
        return True
    return "not" in seen and any(
        tokens[k].low == "not" and tokens[k + 1].low in ("a", "one", "an") for k in range(first, at)
    )


def _is_unwilling(tokens: Sequence[Token], predicate: Predicate) -> bool:
    """ "Were unwilling to move", "is loath to sign": also where the adjective is taken for a verb form."""
    unwilling = word_set("unwilling", "condition_word_sets")
    near = range(predicate.first, min(predicate.after + 2, len(tokens) - 1))
    return any(tokens[k].low in unwilling and tokens[k + 1].low == "to" for k in near)


def is_ahead(parsed: Parsed, tokens: Sequence[Token], predicate: Predicate, first: int, at: int) -> bool:
    """Whether the main clause says what would be done, not what was."""
    if predicate.perfect and predicate.modal:
        return False
    if predicate.modal or predicate.tense == "future":
        return True
    clause = parsed.clause_at(predicate.first).index
    ready = word_set("ready", "condition_word_sets")
    if any(tokens[k].low in ready for k in range(first, at)):
        return True
    nested = any(
        p.tense == "infinitive" and p.first > predicate.first and p.first < at
        and parsed.clause_at(p.first).index == clause
        for p in parsed.predicates
    )  # fmt: skip
    willing = {
        "agree",
        "pledge",
        "promise",
        "offer",
        "vow",
        "be",
        "undertake",
        "accept",
        "refuse",
        "want",
        "threaten",
        "swear",
        "resolve",
        "decide",
    }
    return nested and bool(predicate.bases & willing)


def is_given_up(parsed: Parsed, tokens: Sequence[Token], predicate: Predicate) -> bool:
    """Whether what a verb asks is asked no more: "no longer insists", "stopped demanding", "not any more"."""
    group = [t.low for t in tokens[max(parsed.sentence.first, predicate.first - 2) : predicate.after + 1]]
    if "longer" in group:
        return True
    before = [p for p in parsed.predicates if 0 <= predicate.first - p.after <= 1]
    return (
        predicate.tense == "gerund"
        and bool(before)
        and bool(before[-1].bases & word_set("ending", "condition_word_sets"))
    )
