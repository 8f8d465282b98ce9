"""Agreement frames: each clause of a report that speaks of an agreement, as a mention with who, what and how it stands.

Belongs here: the nouns of agreement_nouns.tsv under the verbs of agree_verbs.tsv, and agreements told without a noun
("agreed to free …"). Does not belong here: which mentions are one agreement (`agreement_groups`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.agreement_governing import AgreementGoverning
from pipelines.coding.agreement_mention import AgreementMention
from pipelines.coding.agreement_standing import outer_of, stand, status_of
from pipelines.coding.arguments import date_for, list_after, place_for
from pipelines.coding.attitudes import Link, above, above_clause, is_supposed, time_of
from pipelines.coding.clauses import Parsed
from pipelines.coding.event_phrases import EventPhrase, find_phrases, is_name_of_body
from pipelines.coding.focus import Focus
from pipelines.coding.mention import Mention
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.predicates import Predicate
from pipelines.coding.provisions import Provision, provisions_in
from pipelines.coding.roles import RoleClaim
from pipelines.coding.word_scan import lexicon_rows, word_set
from pipelines.coding.word_tables import Phrases, build_phrases

_CONTENT_VERBS = frozenset(
    ("agree", "undertake", "commit", "pledge", "promise", "consent", "bind", "resolve", "agree to", "settle")
)


@cache
def _no_content() -> frozenset[str]:
    return word_set("agreement_frames:no_content", "syntax_word_sets")


#: Verbs that say more of an agreement rather than that there is one.
_ADDING = frozenset(("undertake", "commit", "pledge", "promise", "bind"))


@cache
def _brokers() -> Phrases:
    return build_phrases(
        [r for r in lexicon_rows("role_cues") if r["side"] == "after" and r["role"] == "mediator"], "words"
    )


@dataclass(slots=True)
class AgreementReader:
    """Reads the agreements of one report."""

    report: ParsedReport
    focus: Focus
    roles: Sequence[RoleClaim]

    def governing(self) -> AgreementGoverning:
        """Finds what is said of an agreement."""
        return AgreementGoverning(self.report, self.focus)

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
        links, subject, under = self.governing().govern(parsed, phrase)
        status, realis, effect = stand(self.report, parsed, phrase, links)
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
            row = (
                self.governing().row_of_subject(self.report.tokens, child.verb, True)
                if child.opener == "which"
                else None
            )
            if row is None or row["effect"] not in ("refuse", "deny", "breach", "suspend", "end", "complete"):
                continue
            status, realis = status_of(row["effect"], time_of(child.verb, parsed, child), child.verb.negated)
            if status != "-":
                mention.status, mention.realis = status, realis
                if row["effect"] in ("refuse", "deny"):
                    mention.rejects += [n for m in child.subjects for n in self.focus.resolve(m)]

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
        row = self.governing().row_of_subject(tokens, predicate, False)
        if row is None or row["effect"] not in ("extend", "refuse", "breach", "suspend", "sign", "initial"):
            return None
        links = [Link(row["effect"], time_of(predicate, parsed, clause), predicate.negated, predicate, row["words"])]
        status, realis = status_of(row["effect"], links[0].time, predicate.negated)
        if status == "-" or is_supposed(parsed, clause):
            return None
        return AgreementMention(
            i, predicate.after, predicate.head, parsed.sentence.number, "agreement_noun", "", status, realis,
            row["effect"],
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
            outer = outer_of(link)
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
        if not mention.provisions and (mention.status is not None or mention.under):
            start = mention.first if not rivals else max(first, min(mention.first, mention.anchor))
            mention.provisions = provisions_in(report, start if mention.generic or rivals else first, after)
        speech = parsed.speech[parsed.clause_at(mention.anchor).index]
        if speech is not None and speech.speaker is not None:
            mention.speaker = self.focus.person_for(speech.speaker)
            names = self.focus.resolve(speech.speaker)
            mention.attributed = names[0] if names else None
