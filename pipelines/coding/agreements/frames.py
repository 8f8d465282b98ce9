"""Agreement frames: each clause of a report that speaks of an agreement, as a mention with who, what and how it stands.

Belongs here: from the statements about a phrase to its status, parties, date, place and terms. Does not belong here:
which verbs speak of a phrase (`statements`), agreements told without a noun (`content`), which
mentions are one agreement (`groups`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from pipelines.coding.agreements.apposition import is_apposed, is_bound_in, is_content_of, is_title
from pipelines.coding.agreements.circumstances import complete
from pipelines.coding.agreements.content import content_mention
from pipelines.coding.agreements.existence import existing, headless_mention
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.naming import is_named_by_place, is_older, is_own
from pipelines.coding.agreements.objects import proposal_before
from pipelines.coding.agreements.one_by_one import is_told_likewise, told_one_by_one
from pipelines.coding.agreements.parts import date_over, is_of_several, is_second_text, take_over
from pipelines.coding.agreements.phrases import agreement_phrases, is_for_peace, is_on_topic, year_of_name
from pipelines.coding.agreements.promises import apart_from_names, settle_terms
from pipelines.coding.agreements.pronouns import bare_refusal, pronoun_mentions
from pipelines.coding.agreements.signatures import signature_mention
from pipelines.coding.agreements.standing import Standing, stand
from pipelines.coding.agreements.statement import Said, Statement
from pipelines.coding.agreements.statements import said_of
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import likewise, list_after, spelled_out
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.report.roles import RoleClaim
from pipelines.coding.scope.denied_reports import denied_reports
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.scope.onlookers import is_forecast
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases

_BINDING = (
    "agree", "sign", "initial", "accept", "extend", "discuss", "keep", "observe", "heed", "complete", "breach",
    "suspend", "end", "yield",
)  # fmt: skip
#: How many sentences back the text may stand that somebody "signed for the government".
_SIGNED_BACK = 3
_PRONOUN_BACK = 4
_LEAD_PARAGRAPHS = 3
#: How many sentences back the text may stand that "bears the title".
_NAMED_BACK = 2
#: What one bargain can hold beside each other: "a hostage release and a ceasefire".
_BUNDLED = ("ceasefire", "prisoner_exchange", "humanitarian")
_EXTENDING = frozenset(("extend", "prolong", "renew", "roll", "lengthen", "stretch"))
_FRAMES = ("plan", "proposal", "offer", "agreement", "deal", "accord", "bid", "call", "addendum", "idea", "statement")


@cache
def _brokers() -> Phrases:
    return build_phrases(
        [r for r in lexicon_rows("role_cues") if r["side"] == "after" and r["role"] == "mediator"], "words"
    )


@cache
def _drafting() -> frozenset[str]:
    return word_set("agreement_standing:drafting", "syntax_word_sets")


def _is_plan(phrase: EventPhrase) -> bool:
    """Whether the noun names what somebody puts forward."""
    return phrase.row["words"].split()[-1].rstrip("s") in (
        "plan",
        "proposal",
        "offer",
        "initiative",
        "blueprint",
        "draft",
    )


def _is_mere_option(statement: Statement) -> bool:
    """Whether nobody puts a prolongation forward: "it may be renewed" is a term of the agreement itself."""
    verb = statement.predicate
    return statement.effect == "extend" and verb is not None and verb.modal in ("may", "can", "might", "could")


def _words_of(standing: Standing) -> str:
    """The words of the verb that decides, as the lexicon has them."""
    decisive = next((s for s in standing.statements if s.at == standing.at), None)
    return decisive.links[0].words if decisive is not None else ""


def _is_commitment(standing: Standing) -> bool:
    """Whether sides bind themselves to what the noun names: "both commit themselves to a truce"."""
    return _words_of(standing) in word_set("agreement_frames:committing", "syntax_word_sets")


def tells_sides(m: AgreementMention, report: ParsedReport, focus: Focus) -> bool:
    """Whether those who made an agreement are whom "the two", "the three" mean from here on: in the news, or where they
    are more than the sides."""
    if not m.named_parties or m.status not in ("agreed", "signed"):
        return False
    lead = report.prose.sentences[m.sentence].paragraph <= _LEAD_PARAGRAPHS
    return lead or len(m.parties) > len(focus.sides) or set(m.parties) >= set(focus.sides)


@dataclass(slots=True)
class AgreementReader:
    """Reads the agreements of one report, sentence by sentence."""

    report: ParsedReport
    focus: Focus
    roles: Sequence[RoleClaim]
    last: int = field(default=-9)
    several: AgreementMention | None = None
    told: AgreementMention | None = None

    def read(self, parsed: Parsed) -> list[AgreementMention]:
        """Agreement mentions of one sentence, in order."""
        s = parsed.sentence
        if s.is_question:
            return []
        refusal = bare_refusal(self.report, self.focus, parsed, self.last)
        found = [refusal] if refusal is not None else []
        told = [m for p in parsed.predicates if (m := content_mention(self.report, self.focus, parsed, p)) is not None]
        phrases = agreement_phrases(self.report, parsed)
        starts = [*(p.first for p in phrases[1:]), s.after]
        for phrase, until in zip(phrases, starts, strict=bool(phrases)):
            earlier = [m for m in (*found, *told) if m.anchor < phrase.first]
            found += self._of_phrase(parsed, phrase, max(earlier, key=lambda m: m.anchor) if earlier else None, until)
        found += apart_from_names(self.report, parsed, found, told)
        headless = headless_mention(self.report, self.focus, parsed)
        if headless is not None and all(m.at != headless.at for m in found):
            # of "what was signed was the annex" the annex tells it
            found.append(headless)
        if s.number - self.last <= _PRONOUN_BACK or found:
            anaphors = pronoun_mentions(self.report, self.focus, parsed, [m.anchor for m in found], self.last)
            if anaphors:
                found += anaphors
                self.last = s.number
        near = s.number - self.last <= _SIGNED_BACK or bool(found)
        signature = signature_mention(self.report, self.focus, parsed, found, near)
        if signature is not None and all(m.at != signature.at for m in found):
            found.append(signature)
        if not found:
            return found
        found.sort(key=lambda m: m.anchor)
        settle_terms(found)
        self._deny(parsed, found)
        for mention in found:
            complete(self.report, self.focus, self.roles, parsed, mention, [m for m in found if m is not mention])
            if mention.is_part and self.several is not None:
                date_over(mention, self.several)
        found = list(told_one_by_one(self.report, parsed, found))
        self.told = next((m for m in reversed(found) if m.status is not None), self.told)
        if any(m.strength == "strong" or m.status is not None or m.under or self._is_known(m) for m in found):
            self.last = s.number
        return found

    def _is_known(self, m: AgreementMention) -> bool:
        """Whether "the text" stands for an agreement that was named before, so that "it" may follow."""
        return self.last >= 0 and m.definite and m.noun in word_set("agreement_groups:references", "syntax_word_sets")

    def _deny(self, parsed: Parsed, found: Sequence[AgreementMention]) -> None:
        """ "Reports that they signed a treaty are invented": what only they tell was announced and is denied."""
        denied = denied_reports(self.report.tokens, parsed)
        for mention in found:
            told = mention.status in ("proposed", "under_negotiation", "agreed", "signed", "implemented")
            others = told and not self.report.is_taken_back(mention.anchor)
            if others and any(first < mention.anchor < after for first, after in denied):
                mention.status, mention.realis = "rejected", "denied"
        for mention in found:
            ahead = mention.status in ("proposed", "under_negotiation")
            if ahead and is_forecast(self.report.tokens, parsed, mention.anchor):
                mention.status, mention.realis = None, "unknown"

    # -- nouns ---------------------------------------------------------------------------------------
    def _of_phrase(
        self, parsed: Parsed, phrase: EventPhrase, previous: AgreementMention | None, until: int
    ) -> list[AgreementMention]:
        said = said_of(self.report, parsed, phrase, until)
        if [t.low for t in self.report.tokens[phrase.after : phrase.after + 1]] == ["among"]:
            # "seven points, a ceasefire among them"
            said = Said()
        told = any(s.effect != "mention" for s in said.statements)
        if not told and not (said.under or said.ahead or said.base):
            said = existing(self.report, parsed, phrase) or said
        said = replace(said, statements=tuple(s for s in said.statements if not _is_mere_option(s)))
        kind = self._kind(parsed, phrase)
        extending = [s for s in said.statements if s.effect == "extend"]
        if extending and kind != "renewal":
            rest = tuple(s for s in said.statements if s.effect != "extend")
            made = self._mention(parsed, phrase, Said(rest, said.under, said.ahead, True), kind, None)
            if extending[0].predicate is not None and self._is_content(phrase, extending[0]):
                return [made]
            renewal = self._mention(parsed, phrase, Said(tuple(extending)), "renewal", None)
            renewal.definite, renewal.under = False, False
            return [made, renewal] if made.status is not None else [renewal, made]
        return [self._mention(parsed, phrase, said, kind, previous)]

    def _is_content(self, phrase: EventPhrase, statement: Statement) -> bool:
        """Whether "to extend it" is what another agreement noun right before it contains."""
        predicate = statement.predicate
        if predicate is None or predicate.tense != "infinitive":
            return False
        before = self.report.tokens[predicate.first - 1].low if predicate.first else ""
        return before in _FRAMES

    def _kind(self, parsed: Parsed, phrase: EventPhrase) -> str:
        """The kind that the noun tells, or the infinitive after it: "a plan to prolong the truce"."""
        kind = phrase.row["kind"]
        for predicate in parsed.predicates:
            if predicate.tense == "infinitive" and predicate.first == phrase.after and predicate.bases & _EXTENDING:
                return "renewal"
        return kind or ("comprehensive" if is_for_peace(self.report, phrase) else "")

    def _mention(
        self, parsed: Parsed, phrase: EventPhrase, said: Said, kind: str, previous: AgreementMention | None
    ) -> AgreementMention:
        report, row = self.report, phrase.row
        standing, joined = stand(report, self.focus, parsed, phrase, said), None
        if previous is not None and not phrase.definite:
            joined = self._joined(phrase, previous)
            if standing.status is None and not standing.statements:
                standing = joined or standing
        noun = " ".join(t.low for t in report.tokens[phrase.noun : phrase.after])
        mention = AgreementMention(
            phrase.first, phrase.after, phrase.noun, parsed.sentence.number, "agreement_noun", kind,
            standing.status, standing.realis, standing.effect, definite=phrase.definite,
            fresh=phrase.is_fresh or said.apart or is_own(report, phrase),
            generic=not kind, strength=row["strength"], noun=noun, under=said.under, at=standing.at,
            base=said.base, ahead=said.ahead, words=_words_of(standing), deed=standing.deed,
            identifying=standing.use in ("participle", "relative"),
        )  # fmt: skip
        mention.aside = said.apart
        mention.topic = not kind and is_on_topic(report, phrase)
        mention.adds = _is_commitment(standing)
        mention.owned = report.tokens[phrase.first].low == "their" and len(self._owners(parsed, phrase)) >= 2
        mention.older = phrase.definite and is_older(report, phrase, standing)
        mention.again = "same" in phrase.adjectives
        mention.year = year_of_name(report, phrase)
        mention.of_place = phrase.places[0].name or "" if phrase.places and phrase.definite else ""
        mention.capital = report.tokens[phrase.noun].is_capital and phrase.definite and row["words"] != "treaty"
        if mention.capital and mention.strength == "weak" and is_named_by_place(phrase):
            mention.strength = "strong"
        near = parsed.sentence.number - self.last <= _NAMED_BACK
        if (near or previous is not None) and is_title(self.report, parsed, phrase):
            mention.apposed, mention.status = True, None
        elif near and noun in word_set("agreement_phrases:sheets", "syntax_word_sets"):
            mention.apposed = True
        if previous is not None:
            bundled = joined is not None and standing.status == previous.status and kind in _BUNDLED
            bundled = bundled and (previous.generic or previous.kind in _BUNDLED)
            held = is_content_of(self.report, parsed, phrase, previous) and standing.status in (
                None,
                "proposed",
                "agreed",
            )
            mention.apposed = mention.apposed or bundled or held or is_apposed(self.report, phrase, previous, standing)
            bound = is_bound_in(self.report, parsed, phrase, previous, mention)
            mention.apposed = mention.apposed or bound
            if held:
                mention.status = None
            mention.fresh = mention.fresh or (kind not in _BUNDLED and is_second_text(self.report, mention, previous))
        told = previous if previous is not None and previous.status is not None else self.told
        if told is not None and is_told_likewise(report, phrase):
            mention.status, mention.realis, mention.effect = told.status, told.realis, told.effect
            mention.strength = "strong"
        self._parties(parsed, phrase, standing, mention)
        mention.is_part = phrase.row.get("part") == "yes" and take_over(self.report, mention, self.several)
        if is_of_several(phrase):
            self.several = mention
        elif self.several is not None and mention.status in ("agreed", "signed") and not mention.is_part:
            self.several.named_apart += 1
        return mention

    def _owners(self, parsed: Parsed, phrase: EventPhrase) -> set[str]:
        """The sides named before it in the sentence of "their truce"."""
        before = self.report.actors_in(parsed.sentence.first, phrase.first)
        return {n for m in before for n in self.focus.resolve(m)} & set(self.focus.sides)

    def _joined(self, phrase: EventPhrase, previous: AgreementMention) -> Standing | None:
        """A second noun under the same verb: "agreed on a truce and an exchange of prisoners"."""
        tokens = self.report.tokens
        gap = [t.low for t in tokens[previous.after : phrase.first]]
        if not 1 <= len(gap) <= 7 or previous.status is None or not {"and", ",", ":"} & set(gap[-1:] + gap[:1]):
            return None
        if any(
            p.first in range(previous.after, phrase.first)
            for p in self.report.predicates_in(previous.after, phrase.first)
        ):
            return None
        return Standing(previous.status, previous.realis, previous.effect, (), (), previous.at)

    def _parties(self, parsed: Parsed, phrase: EventPhrase, standing: Standing, mention: AgreementMention) -> None:
        tokens, s = self.report.tokens, parsed.sentence
        limit = s.after
        subject = list(standing.subjects)
        between = list_after(self.report, ("between", "among"), phrase.after, limit, 10)
        joined = list_after(self.report, ("with",), phrase.after, min(limit, phrase.after + 10), 8)
        if not joined and standing.at is not None:
            joined = list_after(self.report, ("with",), standing.at, min(limit, standing.at + 6), 6)
        joined = [] if joined and self._looks_on(joined[-1]) else spelled_out(self.report, joined, limit)
        start = standing.at if standing.at is not None and standing.at > phrase.after else phrase.after
        by = list_after(self.report, ("by",), start, min(limit, start + 14), 14)
        by = [m for m in by if not self._looks_on(m)]
        tabled = proposal_before(self.report, phrase.first, s.first)
        if tabled is not None:
            # "a proposal by Egypt for a truce": who put it forward
            mention.proposer += [n for m in self.report.actors_in(tabled, phrase.first) for n in self.focus.resolve(m)]
            by = []
        inner = [m for m in phrase.mentions if m.actors and m.noun in ("adjective", "name")]
        # "the Egyptian-brokered truce", and not "the Russian-Ukrainian truce"
        starts = {m.first for m in inner}
        brokered = any(tokens[m.after].low == "-" and m.after + 1 not in starts for m in inner if m.after < len(tokens))
        told = [n for m in subject for n in self.focus.resolve(m)]
        drawn_up = any(
            st.subjects == standing.subjects and st.links[0].words in _drafting() for st in standing.statements
        )
        if drawn_up and len(self.focus.sides) >= 2 and not set(told) & set(self.focus.sides):
            # "the truce that the mediators had drafted"
            subject = []
        if between:
            self._add(mention, between)
        elif len({n for m in inner for n in m.actors}) >= 2 and not brokered:
            self._add(mention, inner)
        elif subject and mention.effect in _BINDING and self._binds(mention, told):
            self._add(mention, subject)
            if joined and len(mention.parties) < 2:
                self._add(mention, joined)
        elif by and mention.effect in _BINDING and not self._is_broker(start, by[0].first):
            self._add(mention, by)
            if joined and len(mention.parties) < 2:
                self._add(mention, joined)
        elif mention.effect == "propose" and joined and subject and not set(told) & self.focus.third:
            # "proposed a truce with the rebels"
            self._add(mention, [*subject, *joined])
        if len(mention.parties) < 2 and joined and mention.effect not in ("propose",):
            self._add(mention, joined[:1])
        others = [m for st in standing.statements for m in st.subjects if st.effect in (*_BINDING, "refuse")]
        if len(mention.parties) == 1 and others:
            self._add(mention, [m for m in others if not set(self.focus.resolve(m)) & self.focus.third])
        authors = (
            [n for m in (*inner, *phrase.mentions, *by) for n in self.focus.resolve(m)] if _is_plan(phrase) else []
        )
        mention.proposer += [n for n in dict.fromkeys(authors) if n not in self.focus.sides]
        brokers = [m for st in standing.statements if st.effect == "mediate" for m in st.subjects]
        drafters = [m for st in standing.statements if st.links[0].words in _drafting() for m in st.subjects]
        mention.mediators += [n for m in brokers for n in self.focus.resolve(m) if n not in mention.mediators]
        drawn = [n for m in drafters for n in self.focus.resolve(m)]
        mention.mediators += [n for n in drawn if n not in self.focus.sides and n not in mention.parties]
        if len(mention.parties) == 1 and mention.effect in _BINDING:
            self._add(mention, likewise(self.report, mention.after, limit))
        if mention.effect == "propose":
            mention.proposer += told
        elif mention.effect in ("refuse", "deny"):
            mention.rejects += told
        elif mention.effect == "accept":
            mention.accepts += told
        elif mention.effect == "mediate":
            mention.mediators += [n for n in told if n not in mention.mediators]
            mention.parties = (
                [n for n in mention.parties if n not in told] if len(mention.parties) > 2 else mention.parties
            )
        mention.named_parties = len(mention.parties) >= 2

    def _looks_on(self, last: Mention) -> bool:
        """Whether those after "with" only help or watch: "with Chad mediating", "with the UN in the chair"."""
        behind = [t.low for t in self.report.tokens[last.after : last.after + 3]]
        watching = bool(behind) and behind[0] in word_set("agreement_frames:onlooking", "syntax_word_sets")
        return watching or behind == ["in", "the", "chair"]

    def _binds(self, mention: AgreementMention, told: Sequence[str]) -> bool:
        """Whether who is told of is bound: no single breaker, and no third party that announces what others agreed."""
        if mention.effect == "breach":
            return len(set(told)) >= 2
        outside = not set(told) & set(self.focus.sides) and len(self.focus.sides) >= 2
        return not (outside and mention.words in word_set("agreement_frames:announcing", "syntax_word_sets"))

    def _is_broker(self, first: int, by: int) -> bool:
        return any(_brokers().longest(self.report.tokens, k) is not None for k in range(max(first, by - 5), by))

    def _add(self, mention: AgreementMention, mentions: Sequence[Mention]) -> None:
        for m in mentions:
            mention.join(self._sides_of(m), m)

    def _sides_of(self, m: Mention) -> Sequence[str]:
        """Actors of a mention; a third party is none of "the two sides"."""
        names, sides = self.focus.resolve(m), self.focus.sides
        shared = not m.actors and m.person is None and len(names) == 2 and len(sides) == 2
        return sides if shared and set(names) & self.focus.third - set(sides) else names
