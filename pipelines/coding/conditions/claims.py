"""Condition claims: from the terms of a report to claims, each tied to the meeting or agreement that it holds up.

Belongs here: which terms are one, what they hold up, their values and spans.
Does not belong here: the folding of claims into a record (`pipelines.tables`).
"""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.coding.agreements.claims import AgreementWhole
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.clauses.clauses import stance_of
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.meetings.claims import MeetingWhole
from pipelines.coding.report.claim_parts import Draft, evidence_span
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases, words
from schemas.claims import Claim

_AHEAD = ("proposed", "scheduled", "postponed", "cancelled", "ongoing")
_DEAL_PARAGRAPHS = 2
_POINTING = frozenset(("this", "these", "those", "both", "either", "neither"))
_DEFINITE = frozenset(("the", "this", "that", "its", "their", "both", "new"))
_STATES = frozenset(("be", "have", "remain"))


def condition_claims(
    mentions: Sequence[ConditionMention],
    meetings: Sequence[MeetingWhole],
    agreements: Sequence[AgreementWhole],
    report: ParsedReport,
) -> list[Claim]:
    """Claims of the conditions of a report, under keys c1, c2 …"""
    groups: list[list[ConditionMention]] = []
    _meet_lines(mentions, report)
    for mention in mentions:
        for group in groups:
            if _same(group[0], mention, report):
                group.append(mention)
                break
        else:
            groups.append([mention])
    claims = []
    for number, group in enumerate(groups, start=1):
        for mention in group:
            claims.append(_claim(f"c{number}", mention, group, meetings, agreements, report))
    return claims


def _meet_lines(mentions: Sequence[ConditionMention], report: ParsedReport) -> None:
    """What one side asks is refused where the other side draws a red line through it in the sentence beside."""
    lines = [m for m in mentions if m.kind == "red_line"]
    referring = word_set("line:referring", "condition_word_sets")
    for mention in mentions:
        if mention.kind == "red_line" or mention.status != "stated":
            continue
        for line in lines:
            if line.holder == mention.holder or abs(line.sentence - mention.sentence) != 1:
                continue
            later = line if line.sentence > mention.sentence else mention
            refers = any(report.tokens[k].low in referring and _stands_alone(report, k) for k in range(*later.demand))
            shared = _content(report, line.demand) & _content(report, mention.demand)
            if refers and (shared or later is line):
                mention.status = "rejected"
                mention.addressee = mention.addressee or line.holder


def _stands_alone(report: ParsedReport, k: int) -> bool:
    """Whether a word that refers names no other thing: "that" opens a clause more often, "these papers" are papers."""
    word, following = report.tokens[k].low, report.tokens[k + 1]
    if word == "that":
        return following.kind == "sign"
    return word not in _POINTING or following.kind == "sign" or following.low in words("function_words")


def _same(one: ConditionMention, two: ConditionMention, report: ParsedReport) -> bool:
    if one.holder != two.holder or (one.kind == "red_line") != (two.kind == "red_line"):
        return False
    first, second = _content(report, one.demand), _content(report, two.demand)
    if not first or not second:
        return False
    return len(first & second) / min(len(first), len(second)) >= 0.6


def _content(report: ParsedReport, span: tuple[int, int]) -> set[str]:
    return {
        t.low
        for t in report.tokens[span[0] : span[1]]
        if t.kind == "word" and len(t.low) > 3 and t.low not in words("function_words")
    }


def _object(
    mention: ConditionMention,
    meetings: Sequence[MeetingWhole],
    agreements: Sequence[AgreementWhole],
    report: ParsedReport,
) -> tuple[str, str]:
    """What a term holds up: the key of a meeting or agreement where one is meant, and the words."""
    span = mention.object
    text = report.prose.words(*span).replace("\n", " ") if span is not None else ""
    search = span if span is not None else mention.demand
    low = {t.low for t in report.tokens[search[0] : search[1]]}
    for agreement in agreements:
        if any(search[0] <= m.anchor < search[1] for m in agreement.group.mentions):
            return f"agreement:{agreement.key}", text
    for meeting in meetings:
        if any(search[0] <= m.anchor < search[1] for m in meeting.group.mentions):
            return f"meeting:{meeting.key}", text
    if span is None:
        return "", text
    if low & {"it", "this", "that"} and low & word_set("happening", "condition_word_sets"):
        told = [(m.anchor, w.key) for w in meetings for m in w.group.mentions if m.anchor < search[0]]
        if told:
            # "On a meeting of the two he was cautious: it could take place only once …"
            return f"meeting:{max(told)[1]}", text
    if _is_talk(report, span):
        own = [w for w in meetings if mention.holder in w.parties]
        ahead = [w for w in own if w.status in _AHEAD]
        if ahead and not _has_matter(report, span):
            return f"meeting:{ahead[0].key}", text
    if low & word_set("text", "condition_word_sets"):
        own_texts = [w for w in agreements if mention.holder in w.parties]
        open_texts = [w for w in own_texts if w.status in ("proposed", "under_negotiation", "rejected")]
        if own_texts:
            return f"agreement:{(open_texts or own_texts)[0].key}", text
    return "", text


def _has_matter(report: ParsedReport, span: tuple[int, int]) -> bool:
    """Whether words are of talk about one matter ("would not talk about telephones"), not of sitting down."""
    low = [t.low for t in report.tokens[span[0] : span[1]]]
    talks = word_set("talks", "condition_word_sets")
    discussed = any(w.startswith("discuss") for w in low)
    return discussed or any(a in talks and b in ("about", "on", "of") for a, b in pairwise(low))


def _is_talk(report: ParsedReport, span: tuple[int, int]) -> bool:
    """Whether words mean sitting down together: "the table", "meet"; "come back", "return to" only without a step."""
    low = [t.low for t in report.tokens[span[0] : span[1]]]
    if set(low) & word_set("talks", "condition_word_sets"):
        return True
    moves = any(
        a in word_set("setting_out:with_particle", "condition_word_sets") and b in ("back", "to", "up", "there")
        for a, b in pairwise(low)
    )
    return (moves or bool(word_set("setting_out:alone", "condition_word_sets") & set(low))) and not set(low) & word_set(
        "implementing", "condition_word_sets"
    )


def _claim(
    key: str, mention: ConditionMention, group: Sequence[ConditionMention],
    meetings: Sequence[MeetingWhole], agreements: Sequence[AgreementWhole], report: ParsedReport,
) -> Claim:  # fmt: skip
    draft = Draft("condition", key, report)
    draft.evidence(*evidence_span(report, mention.first, mention.after, mention.anchor))
    target, text = _object(mention, meetings, agreements, report)
    kind = mention.kind
    if (
        kind == "precondition"
        and not target
        and mention.object is not None
        and not _is_called_so(report, mention)
        and not _is_contingent(report, mention)
        and _is_implementing(report, mention.object)
    ):
        kind = "sequencing"
    draft.add("kind", kind)
    status = mention.status
    if status == "stated" and kind != "red_line" and _in_deal(mention, agreements, report):
        status = "accepted"
    draft.add("status", status)
    source = mention.source
    draft.add("holder", mention.holder or "", *((source.first, source.after) if source is not None else ()))
    if mention.speaker:
        draft.add("speaker", mention.speaker)
    addressee = next((m.addressee for m in group if m.addressee), None)
    if addressee:
        draft.add("addressee", addressee)
    first, after = mention.demand
    draft.add("demand", " ".join(report.prose.words(first, after).split()), first, after)
    if target:
        draft.add("conditioned", target)
    elif text:
        draft.add("conditioned", " ".join(text.split()))
    if text and mention.object is not None:
        draft.add("conditioned_text", " ".join(text.split()), *mention.object)
    if mention.deadline is not None:
        draft.add("deadline", mention.deadline[0], mention.deadline[1], mention.deadline[2])
    draft.speech(mention.said_by, mention.attributed)
    realis = "actual" if mention.status == "met" else mention.realis
    return draft.claim(realis, mention.rule, False)


def _in_deal(mention: ConditionMention, agreements: Sequence[AgreementWhole], report: ParsedReport) -> bool:
    """Whether a term is one of a deal that was made: "under the text, …", "the accord says", or told in the report's
    own voice near the deal as what is to be ("is to", "shall") or what comes of itself ("gets them back only when")."""
    parsed = report.parsed[mention.sentence]
    s = parsed.sentence
    deals = [w for w in agreements if w.status in ("agreed", "signed")]
    made = [m for w in deals for m in w.group.mentions]
    beside = [m for m in made if abs(_paragraphs_back(report, m, mention)) <= _DEAL_PARAGRAPHS]
    if not beside:
        return False
    low = [t.low for t in report.tokens[s.first : s.after]]
    text = word_set("deal", "condition_word_sets")
    tells = word_set("deal_tells", "condition_word_sets")
    under = any(
        a in ("under", "by") and (b in text or (b in _DEFINITE and c in text))
        for a, b, c in zip(low, low[1:], low[2:], strict=False)
    )
    says = any(a in text and b in tells for a, b in pairwise(low))
    if under or says:
        return True
    if (
        mention.said_by
        or mention.speaker
        or mention.attributed
        or parsed.speech[parsed.clause_at(mention.anchor).index] is not None
    ):
        return False
    near = [m for m in beside if m.sentence < s.number]
    verbs = [p for p in parsed.predicates if p.is_finite and parsed.clause_at(p.first).mark == ""]
    if not near or not verbs or verbs[0].negated or any(stance_of(p) for p in parsed.predicates):
        # what somebody says, or will not do, is his stand
        return False
    if any(_paragraphs_back(report, m, mention) == 0 for m in near) and (
        verbs[0].modal in ("to", "will") or verbs[0].tense == "future"
    ):
        return True
    if not any(mention.holder in w.parties for w in deals):
        return False
    held = mention.object or (s.first, mention.anchor)
    if any(report.tokens[k].low in word_set("none", "condition_word_sets") for k in range(*held)):
        # "sends no soldier unless …" is a stand
        return False
    own = next((p for p in report.predicates_in(*held) if p.is_finite), None)
    if own is None or own.tense != "present" or own.bases <= _STATES:
        return False
    return not (own.modal or own.perfect or own.progressive or own.negated)


def _paragraphs_back(report: ParsedReport, earlier: AgreementMention, mention: ConditionMention) -> int:
    """How many paragraphs before a term an agreement is mentioned."""
    sentences = report.prose.sentences
    return sentences[mention.sentence].paragraph - sentences[earlier.sentence].paragraph


def _is_called_so(report: ParsedReport, mention: ConditionMention) -> bool:
    """Whether the report itself calls a term a condition or precondition."""
    low = (t.low for t in report.tokens[mention.first : mention.after])
    return any(w.startswith(("condition", "precondition", "prerequisite")) for w in low)


def _is_contingent(report: ParsedReport, mention: ConditionMention) -> bool:
    """Whether "unless", "provided" or "only if" joins a term to what it holds up: they make it depend, and set no
    order. A bare "if" may be an offer of one step for another."""
    hit = phrases("condition_marks", "words").longest(report.tokens, mention.anchor)
    if hit is None:
        return False
    held = mention.object or (mention.anchor, mention.anchor)
    if hit[0]["words"] == "if" and "only" not in {report.tokens[k].low for k in range(*held)}:
        return False
    return not set(hit[0]["words"].split()).isdisjoint(word_set("contingent", "condition_word_sets"))


def _is_implementing(report: ParsedReport, span: tuple[int, int]) -> bool:
    """Whether what is held up is a step of carrying something out rather than a meeting, a signature or a truce."""
    low = {t.low for t in report.tokens[span[0] : span[1]] if t.kind == "word"}
    if low & word_set("implementing", "condition_word_sets"):
        return not low & word_set("talks", "condition_word_sets")
    beside = ("talks", "text", "returning")
    return len(low - words("function_words")) > 1 and not any(low & word_set(n, "condition_word_sets") for n in beside)
