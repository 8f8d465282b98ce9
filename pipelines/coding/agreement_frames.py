"""Agreement frames: each clause of a report that speaks of an agreement, as a mention with who, what and how it stands.

Belongs here: the nouns of agreement_nouns.tsv under the verbs of agree_verbs.tsv, and agreements told without a noun
("agreed to free …"). Does not belong here: which mentions are one agreement (`agreement_groups`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.agreement_mention import AgreementMention
from pipelines.coding.arguments import date_for, list_after, place_for
from pipelines.coding.clauses import Parsed
from pipelines.coding.event_phrases import EventPhrase, find_phrases, is_name_of_body, is_negated
from pipelines.coding.focus import Focus
from pipelines.coding.governing import FUTURE, NOW, PAST, Link, above, above_clause, is_supposed, tail_end, time_of
from pipelines.coding.mention import Mention
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.predicates import Predicate
from pipelines.coding.provisions import Provision, provisions_in
from pipelines.coding.roles import RoleClaim
from pipelines.coding.tokens import tokenize
from pipelines.coding.verbs import all_forms
from pipelines.coding.word_scan import lexicon_rows, word_set
from pipelines.coding.word_tables import Phrases, Row, build_phrases, words

_ATTITUDES = {
    "plan": "proposed", "propose": "proposed", "want": "proposed", "ready": "proposed", "possible": "proposed",
    "ask": "proposed", "need": "proposed", "refuse": "rejected", "deny": "rejected", "fail": "-", "doubt": "-",
    "cancel": "-", "postpone": "under_negotiation",
}  # fmt: skip
_ADJECTIVES = {
    "proposed": "propose", "possible": "propose", "potential": "propose", "draft": "discuss", "unsigned": "agree",
    "signed": "sign", "planned": "propose", "future": "propose", "prospective": "propose", "collapsed": "end",
    "failed": "end", "lapsed": "end", "defunct": "end", "suspended": "suspend", "negotiated": "agree",
}  # fmt: skip
_CONTENT_VERBS = frozenset(
    ("agree", "undertake", "commit", "pledge", "promise", "consent", "bind", "resolve", "agree to", "settle")
)


@cache
def _no_content() -> frozenset[str]:
    return word_set("agreement_frames:no_content", "syntax_word_sets")


_JOINERS = 8
_OPEN = ("on the agenda", "on the table", "under discussion", "under negotiation", "in the works", "being discussed")
#: Verbs that say more of an agreement rather than that there is one.
_ADDING = frozenset(("undertake", "commit", "pledge", "promise", "bind"))
_INSERTS = frozenset("also again then now only on today yesterday late formally".split())


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


@cache
def _times() -> dict[tuple[str, str, bool], tuple[str, str]]:
    return {
        (r["effect"], r["time"], r["negated"] == "yes"): (r["status"], r["realis"])
        for r in lexicon_rows("agreement_times")
    }


@cache
def _brokers() -> Phrases:
    return build_phrases(
        [r for r in lexicon_rows("role_cues") if r["side"] == "after" and r["role"] == "mediator"], "words"
    )


def status_of(effect: str, time: str, negated: bool) -> tuple[str, str]:
    """Status and realis of an agreement under one verb."""
    table = _times()
    return table.get((effect, time, negated)) or table.get((effect, "any", negated)) or ("-", "unknown")


@dataclass(slots=True)
class AgreementReader:
    """Reads the agreements of one report."""

    report: ParsedReport
    focus: Focus
    roles: Sequence[RoleClaim]

    def read(self, parsed: Parsed) -> list[AgreementMention]:
        """Agreement mentions of one sentence, in order."""
        s = parsed.sentence
        if s.is_question:
            return []
        found: list[AgreementMention] = []
        for phrase in find_phrases(self.report, "agreement_nouns", s.first, s.after, parsed.predicates):
            tokens = self.report.tokens
            if is_name_of_body(tokens, phrase) or (phrase.first == phrase.noun and tokens[phrase.noun - 1].low == "to"):
                continue
            mention = self._of_phrase(parsed, phrase)
            if mention is not None:
                found.append(mention)
        for predicate in parsed.predicates:
            mention = self._of_content_verb(parsed, predicate)
            if mention is not None and not any(m.first <= mention.anchor < m.after for m in found):
                found.append(mention)
        found += [m for p in parsed.predicates if (m := self._of_pronoun(parsed, p)) is not None]
        found.sort(key=lambda m: m.anchor)
        for mention in found:
            self._complete(parsed, mention, [m for m in found if m is not mention])
        return found

    # -- nouns ---------------------------------------------------------------------------------------
    def _of_phrase(self, parsed: Parsed, phrase: EventPhrase) -> AgreementMention | None:
        links, subject, under = self._govern(parsed, phrase)
        status, realis, effect = self._stand(parsed, phrase, links)
        row = phrase.row
        words = " ".join(t.low for t in self.report.tokens[phrase.noun : phrase.after])
        mention = AgreementMention(
            phrase.first, phrase.after, phrase.noun, parsed.sentence.number, "agreement_noun", row["kind"],
            status, realis, effect, definite=phrase.definite, fresh=phrase.is_fresh, generic=not row["kind"],
            strength=row["strength"], noun=words, under=under, words=links[0].words if links else "",
        )  # fmt: skip
        self._parties(parsed, phrase, subject, mention)
        if mention.status in ("agreed", "signed", "proposed"):
            self._take_relative(parsed, phrase, mention)
        return mention

    def _take_relative(self, parsed: Parsed, phrase: EventPhrase, mention: AgreementMention) -> None:
        """What a relative clause says became of it: "…, which Moscow then turned down"."""
        for child in parsed.clauses:
            if child.mark != "relative" or child.verb is None or not phrase.after <= child.first <= phrase.after + 2:
                continue
            row = self._row_of_subject(self.report.tokens, child.verb, True) if child.opener == "which" else None
            if row is None or row["effect"] not in ("refuse", "deny", "breach", "suspend", "end", "complete"):
                continue
            status, realis = status_of(row["effect"], time_of(child.verb, parsed, child), child.verb.negated)
            if status != "-":
                mention.status, mention.realis = status, realis
                if row["effect"] in ("refuse", "deny"):
                    mention.rejects += [n for m in child.subjects for n in self.focus.resolve(m)]

    def _govern(self, parsed: Parsed, phrase: EventPhrase) -> tuple[list[Link], list[Mention], bool]:
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
        for words, row in _nouns_before().get(tokens[first - 1].low, ()):
            at = first - len(words)
            if at >= start and all(tokens[at + k].low == w for k, w in enumerate(words)):
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
            row = self._row_of_subject(tokens, predicate, predicate is not clause.verb)
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

    def _row_of_subject(self, tokens: Sequence, predicate: Predicate, participle: bool) -> Row | None:
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

    def _stand(self, parsed: Parsed, phrase: EventPhrase, links: list[Link]) -> tuple[str | None, str, str]:
        """Status, realis and innermost effect."""
        tokens = self.report.tokens
        clause = parsed.clause_at(phrase.first)
        if any(link.effect == "ahead" for link in links):
            return None, "hypothetical", "ahead"
        adjective = next((_ADJECTIVES[a] for a in phrase.adjectives if a in _ADJECTIVES), None)
        if not links:
            if adjective is not None:
                status, realis = status_of(adjective, PAST, False)
                return status, realis, adjective
            return None, "unknown", ""
        inner = links[0]
        effect = inner.effect
        status, realis = status_of(inner.effect, inner.time, inner.negated)
        rest = links[1:]
        if inner.effect == "mention" and adjective is not None:
            status, realis = status_of(adjective, PAST, False)
            effect = adjective
        if is_negated(phrase, tokens) and inner.effect in ("agree", "sign", "accept", "mediate"):
            return None, "denied", "none"
        for link in rest:
            outer = self._outer(link)
            if outer is None:
                continue
            if outer == "-" or (link.negated and outer == "proposed"):
                return None, "denied", effect
            if status in ("-",):
                continue
            if outer == "proposed" and status == "under_negotiation":
                continue
            if outer == "proposed" and effect in ("sign", "initial"):
                status, realis = "under_negotiation", "planned"
                continue
            if outer == "proposed" and effect in ("complete", "keep", "end", "suspend", "breach", "force"):
                return None, "hypothetical", effect
            if outer == "rejected" and effect in ("complete", "keep", "breach", "end"):
                return None, "denied", effect
            status, realis = outer, "denied" if outer == "rejected" else "hypothetical"
        if is_supposed(parsed, parsed.clause_at(links[0].predicate.first) if links[0].predicate else clause):
            return None, "hypothetical", effect
        return (None if status == "-" else status), realis, effect

    def _outer(self, link: Link) -> str | None:
        """What a verb above makes of the agreement; None where it leaves it as it is."""
        if link.effect in _ATTITUDES:
            return _ATTITUDES[link.effect]
        own = {"agree": None, "discuss": "under_negotiation", "accept": None, "mention": None}
        if link.effect in own:
            return own[link.effect]
        status, _ = status_of(link.effect, link.time, link.negated)
        return status if link.effect not in ("hold", "begin", "end", "go_on", "none") else None

    def _parties(self, parsed: Parsed, phrase: EventPhrase, subject: list[Mention], mention: AgreementMention) -> None:
        tokens, s = self.report.tokens, parsed.sentence
        limit = s.after
        between = list_after(self.report, ("between", "among"), phrase.after, limit, 10)
        joined = list_after(self.report, ("with",), phrase.after, min(limit, phrase.after + 10), 8)
        by = list_after(self.report, ("by",), phrase.after, min(limit, phrase.after + 12), 10)
        inner = [m for m in phrase.mentions if m.actors and m.noun in ("adjective", "name")]
        brokered = any(tokens[m.after].low == "-" for m in inner if m.after < len(tokens))
        if between:
            self._add(mention, between)
        elif len({n for m in inner for n in m.actors}) >= 2 and not brokered:
            self._add(mention, inner)
        elif subject and mention.effect in ("agree", "sign", "initial", "accept", "extend", "discuss"):
            self._add(mention, subject)
            if joined and len(mention.parties) < 2:
                self._add(mention, joined)
        elif (
            by
            and mention.effect in ("sign", "agree", "initial", "accept")
            and not self._is_broker(phrase.after, by[0].first)
        ):
            self._add(mention, by)
        if len(mention.parties) < 2 and joined and mention.effect not in ("propose",):
            self._add(mention, joined[:1])
        owners = [n for m in phrase.mentions if m.noun in ("owner", "adjective", "name") for n in self.focus.resolve(m)]
        if phrase.row["words"] in (
            "proposal",
            "proposals",
            "plan",
            "peace plan",
            "initiative",
            "draft",
            "roadmap",
            "road map",
        ):
            mention.proposer += owners
        names = [n for m in subject for n in self.focus.resolve(m)]
        if mention.effect == "propose":
            mention.proposer += names
        elif mention.effect in ("refuse", "deny"):
            mention.rejects += names
        elif mention.effect == "accept":
            mention.accepts += names
        elif mention.effect == "mediate":
            mention.mediators += [n for n in names if n not in mention.mediators]
        mention.named_parties = len(mention.parties) >= 2

    def _is_broker(self, first: int, by: int) -> bool:
        return any(_brokers().longest(self.report.tokens, k) is not None for k in range(max(first, by - 5), by))

    def _of_pronoun(self, parsed: Parsed, predicate: Predicate) -> AgreementMention | None:
        """ "It was extended until May": what is said of the agreement spoken of last."""
        tokens = self.report.tokens
        i = predicate.first - 1
        if (
            not predicate.is_finite
            or not predicate.passive
            or i < parsed.sentence.first
            or tokens[i].low not in ("it", "which")
        ):
            return None
        clause = parsed.clause_at(predicate.first)
        row = self._row_of_subject(tokens, predicate, False)
        if row is None or row["effect"] not in ("extend", "refuse", "breach", "suspend", "sign", "initial"):
            return None
        links = [Link(row["effect"], time_of(predicate, parsed, clause), predicate.negated, predicate, row["words"])]
        status, realis = status_of(row["effect"], links[0].time, predicate.negated)
        if status == "-" or is_supposed(parsed, clause):
            return None
        return AgreementMention(
            i, predicate.after, predicate.head, parsed.sentence.number, "agreement_noun", "", status, realis, row["effect"],
            definite=True, strength="pronoun", noun="it",
        )  # fmt: skip

    # -- content without a noun ------------------------------------------------------------------------
    def _of_content_verb(self, parsed: Parsed, predicate: Predicate) -> AgreementMention | None:
        """ "Agreed to free 50 prisoners each": the content stands in the infinitive."""
        tokens, s = self.report.tokens, parsed.sentence
        base = next((b for b in predicate.bases if b in _CONTENT_VERBS), None)
        follower = tokens[predicate.after].low if predicate.after < s.after else ""
        if (
            predicate.bases & {"set", "establish"}
            and (follower == "up" or "establish" in predicate.bases)
            and predicate.tense in ("past", "present")
            and not predicate.passive
        ):
            base = "set"
        exchange = predicate.bases & {"exchange", "swap"}
        if base is None and not exchange:
            return None
        clause = parsed.clause_at(predicate.first)
        if exchange and base is None:
            if predicate.tense != "past" and not predicate.perfect:
                return None
            first, after, status, realis = predicate.first, max(clause.tokens) + 1, "implemented", "actual"
            provisions = [
                p
                for p in provisions_in(self.report, first, after)
                if p.kind in ("prisoner_exchange", "return_of_remains")
            ]
            effect = "complete"
        else:
            nested = next(
                (
                    p
                    for p in parsed.predicates
                    if p.tense in ("infinitive", "gerund") and predicate.after <= p.first <= predicate.after + 6
                ),
                None,
            )
            complement = next(
                (c for c in parsed.clauses if c.parent == clause.index and c.mark == "that" and c.verb is not None),
                None,
            )
            opener = tokens[predicate.after].low if predicate.after < s.after else ""
            if (
                nested is not None
                and nested.bases & _no_content()
                and not (nested.bases & {"continue", "keep", "hold"} and False)
            ):
                return None
            if nested is None and complement is None and opener not in ("to", "on", "upon") and base != "set":
                return None
            first = predicate.first
            after = max(clause.tokens) + 1 if complement is None else max(complement.tokens) + 1
            time = time_of(predicate, parsed, clause)
            status, realis = status_of("agree", time, predicate.negated)
            effect = "agree"
            provisions = provisions_in(self.report, predicate.after, after)
        subject = list(clause.subjects)
        names = list(dict.fromkeys(n for m in subject for n in self.focus.resolve(m)))
        partner = list_after(self.report, ("with",), predicate.after, min(after, predicate.after + 4), 3)
        joint = len(names) >= 2 or bool(partner) or any(m.noun == "collective" for m in subject)
        if joint and not provisions and base in ("agree", "settle", "undertake", "set", "establish", "agree to"):
            provisions = [Provision("other", predicate.first, predicate.after)]
        if not provisions or not joint or status == "-":
            return None
        for link in above(self.report, parsed, predicate, 0) + above_clause(parsed, clause, tokens):
            outer = self._outer(link)
            if outer == "-":
                return None
            if outer in ("proposed", "rejected"):
                status, realis = outer, "denied" if outer == "rejected" else "hypothetical"
        if is_supposed(parsed, clause):
            return None
        mention = AgreementMention(
            first,
            predicate.after,
            predicate.head,
            s.number,
            "agreement_verb",
            "",
            status,
            realis,
            effect,
            provisions=provisions,
        )
        mention.adds = base in _ADDING or any(
            tokens[k].low == "also" for k in range(predicate.first - 1, predicate.after + 1)
        )
        self._add(mention, subject)
        self._add(mention, partner)
        mention.named_parties = len(mention.parties) >= 2
        return mention

    # -- shared --------------------------------------------------------------------------------------
    def _add(self, mention: AgreementMention, mentions: Sequence[Mention]) -> None:
        for m in mentions:
            for name in self.focus.resolve(m):
                if name not in mention.parties:
                    mention.parties.append(name)
                    mention.sources.append((name, m))

    def _complete(self, parsed: Parsed, mention: AgreementMention, others: Sequence[AgreementMention]) -> None:
        """Place, date, mediators, provisions and speaker from the words that belong to this one."""
        s, report = parsed.sentence, self.report
        first, after = s.first, s.after
        rivals = [o for o in others if (o.status is not None or o.strength == "strong") and not o.under]
        if rivals:
            before = [o.anchor for o in rivals if o.anchor < mention.anchor]
            behind = [o.first for o in rivals if o.anchor > mention.anchor]
            clause = parsed.clause_at(mention.anchor)
            first = max([first] + [b + 1 for b in before if parsed.clause_at(b).index == clause.index])
            if any(parsed.clause_at(b).index != clause.index for b in before):
                first = max(first, min(clause.tokens))
            after = min([after, *behind])
        inner = report.dates_in(mention.first, mention.after)
        mention.date = (
            inner[0]
            if inner
            else date_for(report, first, after, mention.anchor, ("at", "since", "from", "after", "until", "by"))
        )
        if mention.date is not None and mention.date.mention.role in ("until", "by"):
            mention.date = None
        if (
            mention.date is None
            and mention.status in ("agreed", "signed")
            and s.paragraph <= 2
            and not mention.definite
        ):
            # without a day of its own: the day on which it was announced
            spoken = [
                d
                for d in report.dates_in(s.first, s.after)
                if d.mention.interval.precision == "day" and d.mention.role == "at"
            ]
            mention.date = spoken[0] if spoken else None
        mention.place = place_for(report, first, after, mention.anchor)
        for role in self.roles:
            if role.role == "mediator" and role.sentence == s.number and first <= role.at < after:
                names = [n for m in role.mentions for n in self.focus.resolve(m)]
                mention.mediators += [n for n in names if n not in mention.mediators]
        if not mention.provisions and mention.status is not None:
            start = mention.first if not rivals else max(first, min(mention.first, mention.anchor))
            mention.provisions = provisions_in(report, start if mention.generic or rivals else first, after)
        speech = parsed.speech[parsed.clause_at(mention.anchor).index]
        if speech is not None and speech.speaker is not None:
            mention.speaker = self.focus.person_for(speech.speaker)
            names = self.focus.resolve(speech.speaker)
            mention.attributed = names[0] if names else None
