"""Condition frames: what a side makes something depend on, demands, or rules out.

Belongs here: clauses joined by condition_marks.tsv, verbs of condition_verbs.tsv, "no X before Y", "must first".
Does not belong here: to which meeting or agreement a term belongs (`condition_claims`).

A term needs somebody who sets it: the subject of what is held up, the one who demands, or who speaks for them. An
"if" of the report itself, a threat and an exhortation are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses import Clause, Parsed, Speech
from pipelines.coding.condition_mention import ConditionMention
from pipelines.coding.focus import Focus, kind_of
from pipelines.coding.mention import Mention
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.predicates import Predicate
from pipelines.coding.verbs import all_forms
from pipelines.coding.word_scan import lexicon_rows
from pipelines.coding.word_tables import Phrases, Row, build_phrases, phrases, words

_PEOPLE = frozenset(("official", "spokesman", "mediator"))
_WILL = frozenset(("will", "would", "can", "could", "may", "must", "should", "to"))
_FIRST_PERSON = frozenset(("we", "our", "us", "i"))
_GUARANTEES = frozenset(("guarantee", "guarantees", "assurance", "assurances", "guaranteed", "assured"))
_FIRST = frozenset(("first", "beforehand"))
_NEVER = frozenset(("never",))
_ACCEPT = frozenset(
    (
        "accept",
        "agree",
        "sign",
        "allow",
        "recognise",
        "recognize",
        "give",
        "give up",
        "negotiate",
        "talk",
        "surrender",
        "permit",
        "tolerate",
        "join",
        "put",
        "withdraw",
        "cede",
        "abandon",
        "let",
        "take",
        "discuss",
        "compromise",
        "disarm",
        "leave",
    )
)


@cache
def _marks() -> dict[str, Row]:
    return {row["words"]: row for row in lexicon_rows("condition_marks")}


@cache
def _commit() -> frozenset[str]:
    return frozenset(row["words"].split()[0] for row in lexicon_rows("commit_verbs"))


@cache
def _verbs() -> Phrases:
    return build_phrases(lexicon_rows("condition_verbs"), "words", all_forms)


@dataclass(slots=True)
class ConditionReader:
    """Reads the conditions of one report."""

    report: ParsedReport
    focus: Focus
    any_topic: bool = False

    def read(self, parsed: Parsed) -> list[ConditionMention]:
        """Conditions of one sentence, in order."""
        if parsed.sentence.is_question:
            return []
        found: list[ConditionMention] = []
        for clause in parsed.clauses:
            mention = self._of_mark(parsed, clause)
            if mention is not None:
                found.append(mention)
        if not found:
            mention = self._of_nominal(parsed)
            if mention is not None:
                found.append(mention)
        for predicate in parsed.predicates:
            if any(m.first <= predicate.head < m.after for m in found):
                continue
            mention = (
                self._of_verb(parsed, predicate)
                or self._of_never(parsed, predicate)
                or self._of_must_first(parsed, predicate)
            )
            if mention is not None and not any(m.first < mention.after and mention.first < m.after for m in found):
                found.append(mention)
        return sorted(found, key=lambda m: m.anchor)

    # -- two clauses -------------------------------------------------------------------------------------
    def _of_mark(self, parsed: Parsed, clause: Clause) -> ConditionMention | None:
        row = _marks().get(clause.opener)
        if row is None or clause.verb is None:
            return None
        main = self._main_of(parsed, clause)
        if main is None or main.verb is None:
            return None
        if row["shape"] == "first":
            return self._demand_before(parsed, clause, main)
        if not self._is_term(parsed, row["sure"], main, clause):
            return None
        holder, source, speaker = self._holder(parsed, main)
        if holder is None:
            return None
        return self._mention(
            parsed, main, clause, holder, source, speaker, demand=self._span(parsed, clause), held=self._own_span(main)
        )

    def _main_of(self, parsed: Parsed, clause: Clause) -> Clause | None:
        if clause.parent is not None:
            parent = parsed.clauses[clause.parent]
            if parent.verb is not None:
                return parent
        # "Unless X, Y": the main clause comes after
        later = [
            c
            for c in parsed.clauses
            if c.first > clause.first and c.mark in ("", "that") and c.verb is not None and not c.is_speech
        ]
        return later[0] if later else None

    def _is_term(self, parsed: Parsed, sure: str, main: Clause, clause: Clause) -> bool:
        tokens = self.report.tokens
        verb = main.verb
        assert verb is not None
        if sure == "yes":
            if clause.opener in ("only after", "only when", "only once") and verb.tense == "past" and not verb.modal:
                return False
            return self._is_ahead(parsed, main) or verb.negated or verb.modal != ""
        only = any(tokens[k].low == "only" for k in main.tokens)
        if sure == "negated":
            no = any(tokens[k].low in ("no", "nothing", "none", "neither") for k in main.tokens)
            return (verb.negated or no or "wait" in verb.bases or "refuse" in verb.bases) and (
                self._is_ahead(parsed, main) or verb.tense != "past" or verb.modal != ""
            )
        if not (self._is_ahead(parsed, main) or only):
            return False
        bases = set(verb.bases)
        for p in parsed.predicates:
            if p.first >= verb.first and parsed.clause_at(p.first).index == main.index:
                bases |= p.bases
        return only or bool(bases & _commit())

    def _is_ahead(self, parsed: Parsed, main: Clause) -> bool:
        """Whether the main clause says what would be done, not what was."""
        verb = main.verb
        assert verb is not None
        if verb.modal in _WILL or verb.tense == "future":
            return True
        nested = [
            p for p in parsed.predicates if p.tense == "infinitive" and parsed.clause_at(p.first).index == main.index
        ]
        ready = any(self.report.tokens[k].low in ("ready", "willing", "prepared", "open", "yes") for k in main.tokens)
        return (
            bool(
                nested
                and (verb.bases & {"agree", "pledge", "promise", "offer", "vow", "be", "undertake", "accept", "refuse"})
            )
            or ready
        )

    def _demand_before(self, parsed: Parsed, clause: Clause, main: Clause) -> ConditionMention | None:
        """ "Y must be done before X": the main clause is the demand."""
        tokens = self.report.tokens
        verb = main.verb
        assert verb is not None
        wants = verb.bases & {"want", "demand", "insist", "need", "require", "ask"}
        must = verb.modal in ("must", "should") or ("have" in verb.bases and verb.modal)
        no = any(tokens[k].low == "no" for k in main.tokens)
        if no or verb.negated:
            holder, source, speaker = self._holder(parsed, main)
            if holder is None or (verb.tense == "past" and not verb.modal):
                return None
            return self._mention(
                parsed,
                main,
                clause,
                holder,
                source,
                speaker,
                demand=self._span(parsed, clause),
                held=self._own_span(main),
            )
        if not (wants or must):
            return None
        holder, source, speaker = self._demander(parsed, main) if not wants else self._holder(parsed, main)
        if holder is None:
            return None
        return self._mention(
            parsed, main, clause, holder, source, speaker, demand=self._own_span(main), held=self._span(parsed, clause)
        )

    # -- one clause -----------------------------------------------------------------------------------------
    def _of_nominal(self, parsed: Parsed) -> ConditionMention | None:
        """ "No talks without …", "would not come down without …", "ready to meet, but not before …"."""
        tokens, s = self.report.tokens, parsed.sentence
        for i in range(s.first, s.after):
            low = tokens[i].low
            if low not in ("without", "before", "until", "after") or i + 1 >= s.after:
                continue
            clause = parsed.clause_at(i)
            verb = clause.verb
            if verb is None or not verb.first < i:
                continue
            negated = verb.negated or any(tokens[k].low in ("no", "nothing") for k in range(min(clause.tokens), i))
            must = (
                verb.modal in ("must",)
                or ("have" in verb.bases and verb.modal != "")
                or any(t.low in _FIRST for t in tokens[i - 2 : i])
            )
            if (low == "without" and not negated) or (low == "after" and tokens[i - 1].low != "only"):
                continue
            if (
                (tokens[i + 1].low in ("the", "end")
                and low == "until")
                or any(d.first <= i + 2 < d.after + 1 and d.first >= i for d in self.report.dates_in(i, i + 4))
            ):
                continue
            if not (verb.modal or verb.tense == "future" or verb.tense == "present"):
                continue
            if low in ("without", "until", "after") or negated:
                if not negated and low != "after":
                    continue
                holder, source, speaker = self._holder(parsed, clause)
                demand, held = (i + 1, s.after), (min(clause.tokens), i)
            elif low == "before" and must:
                holder, source, speaker = self._demander(parsed, clause)
                demand, held = (min(clause.tokens), i), (i + 1, s.after)
            else:
                continue
            if holder is None or (
                low == "without"
                and tokens[i + 1].low in ("precondition", "preconditions", "conditions", "any", "delay")
            ):
                continue
            return self._mention(parsed, clause, clause, holder, source, speaker, demand=demand, held=held)
        return None

    def _of_verb(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        hit = _verbs().longest(tokens, predicate.head, s.after)
        if hit is None or predicate.negated:
            return None
        row, after = hit
        clause = parsed.clause_at(predicate.first)
        if row["frame"] in ("want", "ask"):
            asks = any(tokens[k].low in _GUARANTEES for k in range(after, min(s.after, after + 8)))
            if not asks:
                return None
        if row["frame"] == "hinge":
            if row["words"] in ("require", "suppose", "presuppose", "depend on") and not (
                predicate.modal or row["words"] in ("suppose", "presuppose", "depend on")
            ):
                return None
            holder, source, speaker = self._demander(parsed, clause)
            held: tuple[int, int] | None = (min(clause.tokens), predicate.first)
        else:
            if predicate.passive or predicate.tense in ("participle",):
                return None
            holder, source, speaker = self._holder(parsed, clause, strict=True)
            held = None
        if holder is None or after >= s.after or (tokens[after].kind == "sign" and tokens[after].low not in ("“", '"')):
            return None
        end = self._end_of(parsed, predicate, after)
        if end - after < 2 and row["frame"] != "never":
            return None
        kind = row["kind"]
        mention = ConditionMention(
            min(predicate.first, source.first if source is not None and source.first >= s.first else predicate.first), end, predicate.head,
            s.number, "condition_verb", kind, "stated", holder, speaker, None, (after, end), held, source=source,
        )  # fmt: skip
        return self._finish(parsed, clause, mention)

    def _of_never(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "Will never accept": a red line."""
        tokens, s = self.report.tokens, parsed.sentence
        group = [tokens[k].low for k in range(predicate.first, predicate.after)]
        never = any(w in _NEVER for w in group) or self._under_no(parsed, predicate)
        if not (
            never
            and predicate.bases & _ACCEPT
            and (predicate.modal in ("will", "would", "can", "could") or predicate.tense == "future")
        ):
            return None
        clause = parsed.clause_at(predicate.first)
        holder, source, speaker = self._holder(parsed, clause)
        if holder is None:
            return None
        end = self._end_of(parsed, predicate, predicate.after)
        mention = ConditionMention(
            predicate.first,
            end,
            predicate.head,
            s.number,
            "condition_verb",
            "red_line",
            "stated",
            holder,
            speaker,
            None,
            (predicate.first, end),
            None,
            source=source,
        )
        return self._finish(parsed, clause, mention)

    def _under_no(self, parsed: Parsed, predicate: Predicate) -> bool:
        low = " ".join(self.report.tokens[k].low for k in range(parsed.sentence.first, parsed.sentence.after))
        return predicate.negated and (
            "under no circumstances" in low or "under any circumstances" in low or "any circumstances" in low
        )

    def _of_must_first(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "X must first …", "… would require … first"."""
        tokens, s = self.report.tokens, parsed.sentence
        inside = any(tokens[k].low == "first" for k in range(predicate.first, min(s.after, predicate.after + 1)))
        clause = parsed.clause_at(predicate.first)
        ends = any(tokens[k].low == "first" for k in clause.tokens[-4:])
        wants = predicate.bases & {"want", "demand", "need"} and ends
        if not (
            ((predicate.modal in ("must", "should") or ("have" in predicate.bases and predicate.modal))
            and (inside or ends))
            or wants
        ):
            return None
        holder, source, speaker = (
            self._demander(parsed, clause) if not wants else self._holder(parsed, clause, strict=True)
        )
        if holder is None:
            return None
        end = self._end_of(parsed, predicate, predicate.after)
        mention = ConditionMention(
            min(clause.tokens),
            end,
            predicate.head,
            s.number,
            "condition_clause",
            "precondition",
            "stated",
            holder,
            speaker,
            None,
            self._own_span(clause),
            None,
            source=source,
        )
        return self._finish(parsed, clause, mention)

    # -- who sets it, who must deliver ------------------------------------------------------------------------
    def _holder(
        self, parsed: Parsed, clause: Clause, strict: bool = False
    ) -> tuple[str | None, Mention | None, str | None]:
        """The actor whose doing is held up: the subject, or whom the speaker stands for."""
        speech = parsed.speech[clause.index]
        subjects = [m for m in clause.subjects]
        for m in subjects:
            if m.noun == "mediator":
                continue
            names = self.focus.resolve(m)
            if m.noun == "spokesman" or m.noun == "official":
                return (names[0] if names else None), m, self.focus.person_for(m)
            if len(names) == 1:
                return names[0], m, self._voice(parsed, clause, speech, m)
            if not names and m.person is not None:
                return None, m, m.person
        tokens = self.report.tokens
        quoted = any(tokens[k].low in _FIRST_PERSON for k in clause.tokens)
        if strict and not quoted and subjects:
            return None, None, None
        return self._from_speech(speech, clause, parsed)

    def _demander(self, parsed: Parsed, clause: Clause) -> tuple[str | None, Mention | None, str | None]:
        """The actor who sets a term in words about others: the speaker, not the subject."""
        return self._from_speech(parsed.speech[clause.index], clause, parsed)

    def _from_speech(
        self, speech: Speech | None, clause: Clause, parsed: Parsed
    ) -> tuple[str | None, Mention | None, str | None]:
        source = speech.speaker if speech is not None else None
        if source is None:
            if parsed.sentence.label is None and not any(self.report.prose.quoted[k] for k in clause.tokens):
                return self._by_sentence(parsed, clause)
            source = self._last_speaker(parsed)
            if source is None:
                return None, None, None
        names = self.focus.resolve(source)
        person = self.focus.person_for(source)
        if not names and person is not None:
            known = self.report.cast.persons.get(person)
            names = (known.actor,) if known is not None and known.actor else ()
        if len(names) == 1:
            return names[0], source, person
        return None, None, None

    def _by_sentence(self, parsed: Parsed, clause: Clause) -> tuple[str | None, Mention | None, str | None]:
        """Without speech: the subject of the clause that it hangs on, else the only side the sentence names."""
        current = clause
        while current.parent is not None:
            current = parsed.clauses[current.parent]
            for m in current.subjects:
                names = self.focus.resolve(m)
                if len(names) == 1:
                    return names[0], m, self.focus.person_for(m)
        return None, None, None

    def _last_speaker(self, parsed: Parsed) -> Mention | None:
        """Who spoke in the sentences before, for a quotation that goes on."""
        for back in range(1, 4):
            before = self.report.parsed.get(parsed.sentence.number - back)
            if before is None:
                continue
            for clause in reversed(before.clauses):
                speech = before.speech[clause.index]
                if speech is not None and speech.speaker is not None:
                    return speech.speaker
                if clause.is_speech and clause.subjects:
                    return clause.subjects[0]
        return None

    def _voice(self, parsed: Parsed, clause: Clause, speech: Speech | None, subject: Mention) -> str | None:
        person = self.focus.person_for(subject)
        if person is not None:
            return person
        if speech is not None and speech.speaker is not None:
            voice = self.focus.person_for(speech.speaker)
            names = self.focus.resolve(speech.speaker)
            if voice is not None and (not names or names[0] in self.focus.resolve(subject)):
                return voice
        return None

    def _addressee(self, mention: ConditionMention, parsed: Parsed) -> str | None:
        first, after = mention.demand
        named: list[str] = []
        for m in self.report.actors_in(first, after):
            if (
                m.noun in ("adjective",)
                and m.after < after
                and self.report.tokens[m.after].low not in words("step_words")
                and not (m.after + 1 < after and self.report.tokens[m.after + 1].low in words("step_words"))
            ):
                continue
            for name in self.focus.resolve(m):
                if name != mention.holder and name not in named and kind_of(name) != "organisation":
                    named.append(name)
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            first_named = [n for n in named if n in self.focus.sides]
            return first_named[0] if first_named else None
        sides = self.focus.sides
        delivers = any(self.report.tokens[k].low in words("step_words") for k in range(first, after))
        if delivers and mention.holder in sides and len(sides) == 2 and mention.kind != "red_line":
            return next(s for s in sides if s != mention.holder)
        return None

    # -- spans and kinds ------------------------------------------------------------------------------------
    def _own_span(self, clause: Clause) -> tuple[int, int]:
        return min(clause.tokens), max(clause.tokens) + 1

    def _span(self, parsed: Parsed, clause: Clause) -> tuple[int, int]:
        """A clause with those that hang on it."""
        last = max(clause.tokens)
        for child in parsed.clauses:
            if child.parent == clause.index and child.tokens and child.first >= clause.first:
                last = max(last, max(child.tokens))
        return min(clause.tokens), last + 1

    def _end_of(self, parsed: Parsed, predicate: Predicate, after: int) -> int:
        clause = parsed.clause_at(predicate.first)
        end = max(clause.tokens) + 1
        for child in parsed.clauses:
            if child.parent == clause.index and child.mark in ("that", "whether", "relative") and child.tokens:
                end = max(end, max(child.tokens) + 1)
        for k in range(after, end):
            if self.report.tokens[k].low == ";":
                return k
        return max(end, after)

    def _mention(
        self, parsed: Parsed, main: Clause, clause: Clause, holder: str, source: Mention | None, speaker: str | None,
        demand: tuple[int, int], held: tuple[int, int],
    ) -> ConditionMention | None:  # fmt: skip
        mention = ConditionMention(
            min(demand[0], held[0]), max(demand[1], held[1]), demand[0], parsed.sentence.number, "condition_clause",
            "precondition", "stated", holder, speaker, None, demand, held, source=source,
        )  # fmt: skip
        return self._finish(parsed, main, mention)

    def _finish(self, parsed: Parsed, clause: Clause, mention: ConditionMention) -> ConditionMention | None:
        """Addressee, guarantee, deadline, attribution; None for a term nobody at issue sets."""
        tokens = self.report.tokens
        if mention.holder not in self.focus.counts:
            return None
        first, after = mention.demand
        if (
            any(tokens[k].low in _GUARANTEES for k in range(first, min(after, first + 12)))
            and mention.kind != "red_line"
        ):
            mention.kind = "guarantee"
        mention.addressee = self._addressee(mention, parsed)
        for dated in self.report.dates_in(first, after):
            if (
                dated.mention.role in ("by", "until", "before")
                and dated.mention.interval.end is not None
                and dated.mention.interval.precision in ("day", "range", "month", "week")
            ):
                mention.deadline = (dated.mention.interval.end.isoformat(), dated.first, dated.after)
        speech = parsed.speech[clause.index]
        if speech is not None and speech.speaker is not None:
            mention.said_by = self.focus.person_for(speech.speaker)
            names = self.focus.resolve(speech.speaker)
            mention.attributed = names[0] if names else None
        mention.status = self._status(parsed, mention)
        return mention

    def _status(self, parsed: Parsed, mention: ConditionMention) -> str:
        """How a term stands, by what the same sentence and the next say of it."""
        tokens = self.report.tokens
        spans = [(mention.after, parsed.sentence.after)]
        following = self.report.parsed.get(parsed.sentence.number + 1)
        if following is not None and following.sentence.paragraph == parsed.sentence.paragraph:
            spans.append((following.sentence.first, following.sentence.after))
        table = phrases_of_status()
        for n, (first, after) in enumerate(spans):
            names = any(
                tokens[k].low
                in (
                    "condition",
                    "demand",
                    "request",
                    "this",
                    "that",
                    "it",
                    "them",
                    "no",
                    "such",
                    "conditions",
                    "demands",
                    "so",
                    "term",
                    "terms",
                )
                for k in range(first, after)
            )
            if not names:
                continue
            for row, k, _ in table.all_in(tokens, first, after):
                predicate = next((p for p in self.report.predicates_in(first, after) if p.head == k), None)
                if (
                    predicate is not None
                    and (predicate.negated or predicate.modal in ("will", "would", "could", "may"))
                    and row["effect"] != "rejected"
                ):
                    continue
                if n == 1 and k - first > 12:
                    continue
                return row["effect"]
        return "stated"


@cache
def phrases_of_status() -> Phrases:
    """Verbs that say how a term stands."""
    return build_phrases(lexicon_rows("condition_nouns"), "words", all_forms)


__all__ = ["ConditionReader", "Sequence", "phrases"]
