"""Agreement governing: which verb or noun says something of an agreement, before or after its name.

Belongs here: the verbs of agree_verbs.tsv and the nouns of agreement_governors.tsv around a noun phrase.
Does not belong here: status codes (`agreement_standing`), who agrees on what (`agreement_frames`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.attitudes import FUTURE, NOW, PAST, Link, above, above_clause, time_of
from pipelines.coding.clauses import Parsed
from pipelines.coding.event_phrases import EventPhrase
from pipelines.coding.focus import Focus
from pipelines.coding.governor_tables import tail_end
from pipelines.coding.mention import Mention
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.predicates import Predicate
from pipelines.coding.tokens import tokenize
from pipelines.coding.verbs import all_forms
from pipelines.coding.word_scan import lexicon_rows
from pipelines.coding.word_tables import Row, words

_JOINERS = 8


_OPEN = ("on the agenda", "on the table", "under discussion", "under negotiation", "in the works", "being discussed")


_INSERTS = frozenset(["also", "again", "then", "now", "only", "on", "today", "yesterday", "late", "formally"])


@cache
def _verbs() -> dict[str, list[tuple[tuple[str, ...], Row]]]:
    found: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
    for row in lexicon_rows("agree_verbs"):
        for form in all_forms(row["words"]):
            first, *tail = (t.low for t in tokenize(form))
            found.setdefault(first, []).append((tuple(tail), row))
    for group in found.values():
        group.sort(key=lambda e: -len(e[0]))
    return found


@cache
def _nouns_before() -> dict[str, list[tuple[tuple[str, ...], Row]]]:
    found: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
    for row in lexicon_rows("agreement_governors"):
        words = tuple(t.low for t in tokenize(row["words"]))
        found.setdefault(words[-1], []).append((words, row))
    for group in found.values():
        group.sort(key=lambda e: -len(e[0]))
    return found


@dataclass(slots=True)
class AgreementGoverning:
    """Finds the chain above the name of an agreement in one report."""

    report: ParsedReport
    focus: Focus

    def govern(self, parsed: Parsed, phrase: EventPhrase) -> tuple[list[Link], list[Mention], bool]:
        """The chain above the phrase, the subject of the verb, and whether it stands only as "under the deal"."""
        tokens, s = self.report.tokens, parsed.sentence
        first = phrase.first
        under = False
        noun_link: Link | None = None
        wished = self._wished(parsed, phrase)
        if wished is not None:
            return wished, [], False
        for _ in range(3):
            hit = self._verb_before(parsed, first)
            if hit is not None:
                predicate, row = hit
                clause = parsed.clause_at(predicate.first)
                time = time_of(predicate, parsed, clause)
                if predicate.tense == "gerund":
                    time = PAST if not predicate.progressive else time
                links = [Link(row["effect"], time, predicate.negated, predicate, row["words"])]
                links += above(self.report, parsed, predicate, 0) + above_clause(parsed, clause, tokens)
                if noun_link is not None:
                    links.insert(0, noun_link)
                return links, list(clause.subjects), under
            before = self._noun_before(first, s.first)
            distant = self._signature_before(parsed, first) if before is None or before[0]["words"] == "of" else None
            if distant is not None:
                return (
                    [Link("sign", PAST, False, None, "signature of")],
                    list(parsed.clause_at(first).subjects[:0]),
                    False,
                )
            if before is None:
                cleft = self._cleft(parsed, first)
                if cleft is not None:
                    return cleft[0], cleft[1], False
                break
            row, at = before
            if row["effect"] == "under" and noun_link is None:
                under = True
                told = self._participle_after(parsed, phrase)
                if told is not None:
                    return [Link(told["effect"], PAST, False, None, told["words"])], [], True
                break
            if row["effect"] == "ahead":
                return [Link("ahead", FUTURE, False, None, row["words"])], [], False
            if row["effect"] != "mention" and noun_link is None:
                done = row["effect"] not in ("sign", "initial", "agree") or self._is_asserted(parsed, at)
                noun_link = Link(row["effect"], PAST if done else FUTURE, False, None, row["words"])
            if row["words"] == "of":
                start = self._over_set(at, s.first)
                if start is None:
                    break
                first = start
                continue
            if len(row["words"].split()) == 1:
                break
            start = at
            while (
                start > s.first
                and tokens[start - 1].kind == "word"
                and tokens[start - 1].low not in ("of", "in", "on", "at", "to", "for", "and", "with", "by")
                and not any(p.first <= start - 1 < p.after for p in parsed.predicates)
                and at - start < 4
            ):
                start -= 1
            first = start
        found = self._verb_after(parsed, phrase)
        if found is not None and not under:
            predicate, row = found
            clause = parsed.clause_at(predicate.first)
            time = time_of(predicate, parsed, clause)
            if (
                predicate.passive
                and time == NOW
                and not (predicate.perfect or predicate.progressive)
                and row["effect"] in ("sign", "initial", "agree")
            ):
                # "once it is signed", "the day it is signed": not yet
                time = FUTURE
            links = [Link(row["effect"], time, predicate.negated, predicate, row["words"])]
            if predicate.is_finite and predicate.modal == "to":
                links.append(Link("plan", PAST, False, predicate))
            links += above(self.report, parsed, predicate, 0) + above_clause(parsed, clause, tokens)
            if noun_link is not None:
                links.insert(0, noun_link)
            own = list(clause.subjects) if clause.mark in ("relative", "that") and not predicate.passive else []
            return links, own, under
        clause = parsed.clause_at(phrase.first)
        return (
            ([noun_link] if noun_link is not None else []) + above_clause(parsed, clause, tokens),
            list(clause.subjects),
            under,
        )

    def _verb_before(self, parsed: Parsed, first: int) -> tuple[Predicate, Row] | None:
        tokens = self.report.tokens
        k = first
        while k > parsed.sentence.first and (
            tokens[k - 1].low in _INSERTS
            or any(d.first <= k - 1 < d.after for d in self.report.dates_in(max(0, k - 5), k))
        ):
            k -= 1
        for predicate in parsed.predicates:
            if predicate.head >= first or first - predicate.head > 9:
                continue
            for tail, row in _verbs().get(tokens[predicate.head].low, ()):
                end = tail_end(self.report, predicate.head, tail)
                if "o" in row["takes"] and end is not None and k <= end <= first:
                    return (predicate, row) if not predicate.passive else None
        return None

    def _wished(self, parsed: Parsed, phrase: EventPhrase) -> list[Link] | None:
        """ "Hope to see the plan signed": the participle after the phrase under the verb before it."""
        tokens = self.report.tokens
        before = next(
            (
                p
                for p in parsed.predicates
                if p.after == phrase.first and p.bases & {"see", "want", "have", "get", "wish"}
            ),
            None,
        )
        after = next((p for p in parsed.predicates if p.first == phrase.after and p.first == p.head), None)
        if before is None or after is None:
            return None
        for tail, row in _verbs().get(tokens[after.head].low, ()):
            if not tail and "o" in row["takes"]:
                return [Link(row["effect"], FUTURE, False, after, row["words"]), *above(self.report, parsed, before, 0)]
        return None

    def _is_asserted(self, parsed: Parsed, at: int) -> bool:
        """Whether "the signing of" is taken for a fact: after "at", "following", "welcomed" and the like."""
        tokens = self.report.tokens
        k = at - 1
        while k > parsed.sentence.first and tokens[k].low in (
            "the",
            "a",
            "an",
            "its",
            "their",
            "formal",
            "today",
            "yesterday",
        ):
            k -= 1
        return tokens[k].low in words("asserting_words")

    def _over_set(self, of: int, start: int) -> int | None:
        """The index of "a" in "a set of measures", "the last of the protocols"."""
        tokens = self.report.tokens
        for k in range(of - 1, max(start, of - 4) - 1, -1):
            if tokens[k].low in ("a", "an", "the", "another", "some"):
                return k
            if tokens[k].kind != "word" or tokens[k].low in ("in", "on", "of", "to", "and", "by", "with"):
                return None
        return None

    def _signature_before(self, parsed: Parsed, first: int) -> bool | None:
        """ "The signature this morning in Geneva of an agreement": the noun stands before its adverbials."""
        tokens = self.report.tokens
        if first - 1 < parsed.sentence.first or tokens[first - 1].low != "of":
            return None
        for k in range(first - 3, max(parsed.sentence.first, first - 14), -1):
            if any(p.first <= k < p.after for p in parsed.predicates):
                return None
            if tokens[k].low in ("signature", "signing"):
                return True
        return None

    def _cleft(self, parsed: Parsed, first: int) -> tuple[list[Link], list[Mention]] | None:
        """ "What they put forward was a pause": the verb of the clause before the copula."""
        tokens = self.report.tokens
        copula = next((p for p in parsed.predicates if p.after == first and "be" in p.bases and p.is_finite), None)
        if copula is None:
            return None
        for clause in parsed.clauses:
            if clause.opener == "what" and clause.verb is not None and clause.verb.first < copula.first:
                for tail, row in _verbs().get(tokens[clause.verb.head].low, ()):
                    end = clause.verb.head + 1 + len(tail)
                    if (
                        all(tokens[clause.verb.head + 1 + n].low == w for n, w in enumerate(tail))
                        and "o" in row["takes"]
                    ):
                        del end
                        time = time_of(clause.verb, parsed, clause)
                        return [Link(row["effect"], time, clause.verb.negated, clause.verb, row["words"])], list(
                            clause.subjects
                        )
        return None

    def _noun_before(self, first: int, start: int) -> tuple[Row, int] | None:
        tokens = self.report.tokens
        if first - 1 < start:
            return None
        for phrase, row in _nouns_before().get(tokens[first - 1].low, ()):
            at = first - len(phrase)
            if at >= start and all(tokens[at + k].low == w for k, w in enumerate(phrase)):
                return row, at
        return None

    def _verb_after(self, parsed: Parsed, phrase: EventPhrase) -> tuple[Predicate, Row] | None:
        """What is said of the agreement as a subject, or in a participle right after it."""
        tokens = self.report.tokens
        clause = parsed.clause_at(phrase.first)
        options: list[Predicate] = []
        for predicate in parsed.predicates:
            if predicate.first < phrase.after:
                continue
            bare = predicate.first == predicate.head and predicate.tense in ("past", "participle")
            if bare and predicate.first - phrase.after <= _JOINERS:
                options.append(predicate)
        if (
            clause.verb is not None
            and clause.verb.first >= phrase.after
            and not self._has_other_subject(clause.subjects, phrase)
        ):
            options.insert(0, clause.verb)
        for child in parsed.clauses:
            if (
                child.mark in ("relative", "that")
                and child.verb is not None
                and phrase.after <= child.first <= phrase.after + _JOINERS
            ):
                options.append(child.verb)
        verb = clause.verb
        if verb is not None and verb.first >= phrase.after and "be" in verb.bases:
            after = " ".join(t.low for t in tokens[verb.after : verb.after + 3])
            if after.startswith(_OPEN) and not verb.negated:
                return verb, {"words": "be on the table", "effect": "discuss", "takes": "s"}
        for predicate in options:
            row = self.row_of_subject(tokens, predicate, predicate is not clause.verb)
            if row is not None:
                return predicate, row
        return None

    def _participle_after(self, parsed: Parsed, phrase: EventPhrase) -> Row | None:
        """The row of "signed" in "under the deal signed in Doha"."""
        predicate = next((p for p in parsed.predicates if p.first == phrase.after and p.first == p.head), None)
        if predicate is None or predicate.tense not in ("past", "participle"):
            return None
        return next(
            (
                row
                for tail, row in _verbs().get(self.report.tokens[predicate.head].low, ())
                if not tail and "o" in row["takes"]
            ),
            None,
        )

    def _has_other_subject(self, subjects: Sequence[Mention], phrase: EventPhrase) -> bool:
        return any(m.after <= phrase.first for m in subjects)

    def row_of_subject(self, tokens: Sequence, predicate: Predicate, participle: bool) -> Row | None:
        passive = predicate.passive or (participle and predicate.first == predicate.head)
        for tail, row in _verbs().get(tokens[predicate.head].low, ()):
            if all(
                predicate.head + 1 + n < len(tokens) and tokens[predicate.head + 1 + n].low == w
                for n, w in enumerate(tail)
            ):
                if "o" in row["takes"] and (passive or participle):
                    return row
                if "s" in row["takes"] and not passive and not (participle and predicate.tense != "past"):
                    return row
        return None
