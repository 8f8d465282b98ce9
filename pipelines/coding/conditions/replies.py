"""Replies: what an actor says of an act that it will not do, grants, or has done, whoever may have asked it.

Belongs here: "Ana would not open the crossing", "the army freed the three miners", "no troops would leave, he said".
The demand that is answered stands in another report: a reply founds no record, and joins one only where both name the
same act and the same thing (`pipelines.resolution.replies`). Does not belong here: answers to a term that the same
report tells (`answers`, `status`).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.agreements.standing import sets_terms
from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import BASE, PAST, forms, readings
from pipelines.coding.conditions.setters import Setter, Setters
from pipelines.coding.conditions.spans import end_of
from pipelines.coding.report.claim_parts import Draft, evidence_span
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, Row, build_phrases, phrases, words
from schemas.claims import Claim

_WILL = ("will", "would")
_BEFORE_NOUN = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "any", "such", "all", "both"))
_REGARDING = frozenset(("regard", "consider", "see", "view", "treat"))
#: So many words tell at least what was done, before who had asked is said to be content.
_TELLING = 4
_CALLING = frozenset(("call", "deem", "declare", "consider", "term", "label", "brand", "find"))
_SETS = "condition_word_sets"
_TAKING = frozenset(("which", "that", "whom"))
_NOTHING = frozenset(("no", "nothing", "none", "nobody", "neither"))
_IN = frozenset(
    ("in", "on", "at", "during", "after", "since", "with", "by", "under", "through", "within", "for", "from", "as",
     "over", "between", "without", "again", "before", "until", "near", "amid", "to", "into", "that")
)  # fmt: skip
_GRANTED = frozenset(("to", "that", "on", "with", "for", "into"))
#: More tokens than any sentence of prose has; how far an object may stand from what it is called.
_LONGEST, _CALLED = 90, 24


@dataclass(frozen=True, slots=True)
class Reply:
    """What one clause replies: the status that it gives a demand, who replies, and the tokens of what is replied to.

    `of_holder`: it is who had asked that says so ("regards its condition as met").
    """

    status: str
    who: Setter
    said: tuple[int, int]
    anchor: int
    of_holder: bool = False


@cache
def _table(form: str) -> Phrases:
    rows = [row for row in lexicon_rows("reply_verbs") if row["form"] == form]
    return build_phrases(rows, "words", _verb_forms if form == "verb" else None)


def _verb_forms(phrase: str) -> list[str]:
    verb, *particles = phrase.split()
    return sorted({" ".join((f, *particles)) for kind in forms(verb).values() for f in kind})


@dataclass(frozen=True, slots=True)
class ReplyReader:
    """Reads the replies of one report. `told`: the tokens of its terms, which are no replies."""

    report: ParsedReport
    focus: Focus
    setters: Setters
    told: Collection[int]

    def read(self, parsed: Parsed) -> Iterator[Reply]:
        """Replies of one sentence, one a verb."""
        s = parsed.sentence
        if s.is_question or s.after - s.first > _LONGEST:
            return
        on_terms, tells_state = sets_terms(parsed), _table("state").can_stand(parsed.words)
        replies = _table("verb").can_stand(parsed.words) or _table("having").can_stand(parsed.words)
        for verb in parsed.predicates:
            if verb.head in self.told:
                continue
            found = None if verb.bases.isdisjoint(_REGARDING) else self._satisfied(parsed, verb)
            if found is None and tells_state:
                found = self._called(parsed, verb)
            if found is None and not on_terms:
                found = self._refusal(parsed, verb) if verb.modal in _WILL else None
                found = found or (self._of_verb(parsed, verb) if replies else None)
            if found is not None and found.who.actor in self.focus.sides and self._tells(found):
                yield found

    def _tells(self, reply: Reply) -> bool:
        """Whether its words name something: not "nothing", nor one word alone, nor only the demand itself."""
        first, after = reply.said
        low = {t.low for t in self.report.tokens[first:after] if t.kind == "word"}
        named = low - words("condition_references") - words("function_words") - _BEFORE_NOUN
        return (
            after - first > 1
            and len(low) > 1
            and bool(named)
            and low.isdisjoint(("nothing", "nobody", "neither", "none"))
        )

    def _satisfied(self, parsed: Parsed, verb: Predicate) -> Reply | None:
        """ "They sent the letter, and the army regards its condition as met"."""
        if verb.negated or verb.modal:
            return None
        s, tokens = parsed.sentence, self.report.tokens
        if verb.first - s.first < _TELLING:
            return None
        stop = min(s.after, verb.after + _CALLED)
        nouns = phrases("condition_nouns", "words").all_in(tokens, verb.after, stop)
        noun = next((after for row, _, after in nouns if row["use"] == "term"), None)
        who = self.setters.subject(parsed, parsed.clause_at(verb.first))
        if noun is None or who is None or noun + 1 >= stop or tokens[noun].low != "as":
            return None
        effect = next((r["effect"] for r in lexicon_rows("condition_status_verbs") if tokens[noun + 1].low in
                       _verb_forms(r["words"])), "")  # fmt: skip
        return Reply("met", who, (s.first, verb.first), verb.head, True) if effect == "met" else None

    def _refusal(self, parsed: Parsed, verb: Predicate) -> Reply | None:
        """ "Would not rewrite its laws"; of what "would not be handed back", "there would be no", who says so."""
        if not verb.is_finite or verb.perfect:
            return None
        clause = parsed.clause_at(verb.first)
        if verb.negated and not verb.passive:
            who = self.setters.subject(parsed, clause)
            if who is not None:
                return Reply("rejected", who, (verb.head, end_of(parsed, self.report.tokens, verb.head)), verb.head)
        none = verb.bases == {"be"} and self._opens_with_none(parsed, verb)
        voice = self._voice(parsed, clause) if none or (verb.negated and verb.passive) else None
        if voice is None:
            return None
        first = verb.after if none else min(clause.tokens)
        return Reply("rejected", voice, (first, end_of(parsed, self.report.tokens, first)), verb.head)

    def _voice(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """Who says a clause, also where a verb of saying follows it ("…, an aide to X said, since …")."""
        found = self.setters.of_speaker(parsed, clause)
        if found is not None:
            return found
        behind = next((p for p in parsed.predicates if p.first > max(clause.tokens)), None)
        if behind is None or not behind.bases & words("say_verbs", "words") or behind.negated or behind.modal:
            return None
        return self.setters.subject(parsed, parsed.clause_at(behind.first))

    def _opens_with_none(self, parsed: Parsed, verb: Predicate) -> bool:
        """Whether "no" stands right behind "there would be"."""
        return verb.after < parsed.sentence.after and self.report.tokens[verb.after].low == "no"

    def _of_verb(self, parsed: Parsed, verb: Predicate) -> Reply | None:
        if not verb.is_finite or verb.negated or verb.modal or verb.passive:
            return None
        row, after = self._row(parsed, verb)
        if (
            row is None
            or self._goes_on_ahead(parsed, verb)
            or (row["effect"] != "rejected" and not (verb.tense == "past" or verb.perfect))
        ):
            return None
        clause = parsed.clause_at(verb.first)
        who = self.setters.subject(parsed, clause)
        if who is None or (parsed.speech[clause.index] is not None and row["effect"] == "met"):
            return None
        if not self._has_object(parsed, clause, after, row):
            return None
        first = verb.head if row["effect"] == "met" else after
        return Reply(row["effect"], who, (first, end_of(parsed, self.report.tokens, first)), verb.head)

    def _has_object(self, parsed: Parsed, clause: Clause, after: int, row: Row) -> bool:
        """Whether a verb takes something that may have been asked for: not a day ("opened on Monday"), no meeting and
        no news ("opened the round", "confirmed the conversation"), nothing that only a pronoun tells ("announced it"),
        and none that stands before it ("which it turned down")."""
        tokens, s = self.report.tokens, parsed.sentence
        actor_first = bool(clause.subjects) and clause.subjects[0].first > min(clause.tokens)
        if clause.mark == "relative" and clause.opener in _TAKING and actor_first:
            return False
        dated = {k for d in self.report.dates_in(after, s.after) for k in range(d.first, d.after)}
        stop = next((k for k in range(after, s.after) if tokens[k].kind == "sign"), s.after)
        low = [tokens[k].low for k in range(after, stop) if k not in dated]
        if low[:1] == ["on"] and after + 1 in dated:
            del low[0]
        grants = row["effect"] == "accepted" and low[:1] and low[0] in _IN - _GRANTED and low[1:2] != ["principle"]
        if (
            not low
            or low[0] in _NOTHING | {"and", "but"}
            or grants
            or (low[0] in _IN and row["words"] not in word_set("reply:moving", _SETS))
        ):
            return False
        end = next((i for i, word in enumerate(low) if i and word in _IN), len(low))
        said = {w for w in low[:end] if w.isalpha()} - words("function_words") - words("condition_references")
        return bool(said - word_set("reply:news", _SETS)) or low[0] in _IN

    def _goes_on_ahead(self, parsed: Parsed, verb: Predicate) -> bool:
        """ "Will move into camps and shut their weapons in": a form that may be a past tense goes on with "will"."""
        before = next((p for p in reversed(parsed.predicates) if p.is_finite and p.first < verb.first), None)
        ahead = before is not None and (before.tense == "future" or before.modal in _WILL)
        both = {form for _, form in readings(self.report.tokens[verb.head].low)} >= {BASE, PAST}
        return ahead and both and self.report.tokens[verb.first - 1].low in ("and", "or", "then", "but")

    def _row(self, parsed: Parsed, verb: Predicate) -> tuple[Row | None, int]:
        tokens, stop = self.report.tokens, parsed.sentence.after
        hit = _table("verb").longest(tokens, verb.head, stop)
        if hit is None and "have" in verb.bases and verb.after < stop:
            hit = _table("having").longest(tokens, verb.after, stop)
        return hit if hit is not None else (None, verb.after)

    def _called(self, parsed: Parsed, verb: Predicate) -> Reply | None:
        """ "Called the withdrawal out of the question", "a handover was out of the question, he said"."""
        if not verb.is_finite or verb.negated or verb.modal:
            return None
        tokens, stop = self.report.tokens, min(parsed.sentence.after, verb.after + _CALLED)
        clause = parsed.clause_at(verb.first)
        if verb.bases & _CALLING and not verb.passive:
            who = self.setters.subject(parsed, clause)
            hit = next(_table("state").all_in(tokens, verb.after, stop), None)
            if who is not None and hit is not None:
                return Reply(hit[0]["effect"], who, (verb.after, hit[1]), verb.head)
        if "be" in verb.bases and _table("state").longest(tokens, verb.after, stop) is not None:
            voice = self._voice(parsed, clause)
            if voice is not None and verb.first - min(clause.tokens) > 1:
                return Reply("rejected", voice, (min(clause.tokens), verb.first), verb.head)
        return None


def reply_claims(replies: Sequence[Reply], number: int, report: ParsedReport, focus: Focus) -> Iterator[Claim]:
    """Claims of replies, under keys from c`number` on."""
    for reply in replies:
        draft = Draft("condition", f"c{number}", report)
        draft.evidence(*evidence_span(report, *reply.said, reply.anchor))
        draft.add("status", reply.status, reply.anchor, reply.anchor + 1)
        other = [side for side in focus.sides if side != reply.who.actor]
        if reply.of_holder:
            draft.add("holder", reply.who.actor)
        else:
            draft.add("addressee", reply.who.actor)
            if len(other) == 1:
                draft.add("holder", other[0])
        draft.add("reply", " ".join(report.prose.words(*reply.said).split()), *reply.said)
        draft.speech(reply.who.speaker, reply.who.actor)
        yield draft.claim("actual", "condition_reply", False)
        number += 1
