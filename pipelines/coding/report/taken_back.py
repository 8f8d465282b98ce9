"""What a text takes back: the words that repeat what an earlier report of the same outlet had got wrong.

Belongs here: finding correction notices and what they say was wrong. Does not belong here: denials of what others
report (`meetings.denials`), what becomes of a claim that is taken back (`pipelines.resolution.denials`).

Of "An earlier version said that they had signed. They have not." the first sentence tells what is not so. The words
stand in `lexicon/notice_words.tsv`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import BASE, PAST, THIRD, forms
from pipelines.coding.text.prose import FURNITURE, HEADING, RUNNING, Prose, Sentence
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows
from pipelines.coding.text.word_tables import Phrases, build_phrases

#: First token and the one after the last of words that are taken back.
Span = tuple[int, int]
#: Within how many tokens a word for wrong stands beside its verb, and the wrong text behind the verb that mends it.
_BESIDE, _OBJECT = 4, 14
#: What can stand before the label of a notice, and must stand behind it.
_BEFORE_LABEL = frozenset(("*", "(", "[", "—", "–", "-", "#"))
_BEHIND_LABEL = frozenset((":", ".", "—", "–", "-", "--", "]", ")"))
_OPENING = 3
#: What parts the wrong statement from the right one: "gave 33 days; it was 23".
_PARTING = frozenset((";",))
_TAKES_UP = frozenset(("it", "we"))
#: words by which a text speaks of itself or of its paper
_OWN_TEXT = frozenset(("our", "we", "this"))
#: so many tokens has "They had not." at most
_DENIAL = 5
_AUXILIARY = frozenset(("is", "was", "are", "were", "been", "be", "to", "not", "will", "would", "the", "a", "its"))
_IS = frozenset(("be", "prove", "turn"))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["words"] for row in lexicon_rows("notice_words") if row["kind"] == kind)


@cache
def _phrases(kind: str) -> Phrases:
    return build_phrases([row for row in lexicon_rows("notice_words") if row["kind"] == kind], "words")


@cache
def _asked() -> frozenset[str]:
    """Words one of which a sentence has that takes anything back."""
    return _words("text") | _words("teller") | _TAKES_UP | {w.split()[0] for w in _words("wrongly")}


def taken_back(prose: Prose, parsed: Mapping[int, Parsed]) -> tuple[Span, ...]:
    """Spans of tokens that repeat what the outlet had got wrong, in order."""
    notices = _notices(prose)
    found: list[Span] = []
    for number, sentence in parsed.items():
        if not _asked().isdisjoint(sentence.words):
            paragraph = prose.sentences[number].paragraph
            mended = paragraph in notices or _is_mended(prose, number)
            spans = list(_of_sentence(prose.tokens, sentence, mended))
            if spans:
                notices.add(paragraph)
            found += spans
    return tuple(found)


def _notices(prose: Prose) -> set[int]:
    """Paragraphs that a label marks as a correction; a label on a line of its own marks the paragraph below it."""
    found: set[int] = set()
    above: Sentence | None = None
    for s in prose.sentences:
        if s.zone == FURNITURE:
            continue
        if _phrases("label").can_stand(s.words) and _opens_with_label(prose.tokens, s):
            found.add(s.paragraph)
        if above is not None and above.zone == HEADING and above.paragraph in found and s.zone != HEADING:
            found.add(s.paragraph)
        above = s
    return found


def _is_mended(prose: Prose, number: int) -> bool:
    """Whether the next sentence says that a text was wrong: "This paper reported that they had met. That was wrong."""
    s = prose.sentences[number]
    if number + 1 >= len(prose.sentences) or _OWN_TEXT.isdisjoint(s.words):
        return False
    following = prose.sentences[number + 1]
    if following.paragraph != s.paragraph:
        return False
    size = following.after - following.first
    short = prose.tokens[following.first : following.after] if size <= _DENIAL else ()
    denies = any(t.low == "not" or t.low.endswith("n't") for t in short) and not any(t.kind == "number" for t in short)
    amends = _phrases("amends").all_in(prose.tokens, following.first, following.after, following.words)
    return denies or next(amends, None) is not None


def _opens_with_label(tokens: Sequence[Token], s: Sentence) -> bool:
    first = s.first
    while first < s.after - 1 and first - s.first < _OPENING and tokens[first].low in _BEFORE_LABEL:
        first += 1
    label = _phrases("label").longest(tokens, first, s.after)
    if label is None:
        return False
    after = label[1]
    return after >= s.after or s.zone != RUNNING or tokens[after].low in _BEHIND_LABEL


def _of_sentence(tokens: Sequence[Token], parsed: Parsed, in_notice: bool) -> Iterator[Span]:
    """What one sentence takes back, part by part as semicolons have it."""
    first = parsed.sentence.first
    parted = not _PARTING.isdisjoint(parsed.words)
    cuts = [i for i in range(first, parsed.sentence.after) if tokens[i].low in _PARTING] if parted else []
    for after in (*cuts, parsed.sentence.after):
        span = _of_part(tokens, parsed, first, after, in_notice)
        if span is not None and span[0] < span[1]:
            yield span
            in_notice = True
        first = after + 1


def _of_part(tokens: Sequence[Token], parsed: Parsed, first: int, after: int, in_notice: bool) -> Span | None:
    forms_of_mending, mending = _mending(), None
    if not forms_of_mending.isdisjoint(parsed.words):
        mending = next((i for i in range(first, after) if tokens[i].low in forms_of_mending), None)
    if mending is not None and _mends(tokens, first, mending, after, in_notice):
        return (mending + 1, _said_now(tokens, mending + 1, after))
    for p in parsed.predicates:
        if not first <= p.first < after or p.negated or p.modal:
            continue
        mended = p.passive and not p.bases.isdisjoint(_words("mend"))
        amends = mended or (not p.bases.isdisjoint(_IS) and _has(tokens, "wrong", p.after, after))
        if not amends and not (p.bases & _words("tell") and (p.tense in ("past", "participle") or p.perfect)):
            continue
        subject = [t.low for t in tokens[first : p.first]]
        if amends:
            behind = _told_behind(tokens, parsed, p, after)
            if behind is not None and "we" in subject:
                # "we were wrong to report that they had met"
                return (behind, after)
            # "our report that they had met was wrong"
            return (first, p.first) if _is_own(subject) or (in_notice and _tells(subject)) else None
        wrongly = _has(tokens, "wrongly", max(first, p.first - 1), after)
        of_before = _is_own(subject) and _is_earlier(subject)
        told_here = _tells(subject) or bool(p.bases & _words("publish"))
        if wrongly or of_before or subject == ["we"] or (in_notice and told_here):
            return (p.after, after)
        if not in_notice:
            return None
    return None


def _told_behind(tokens: Sequence[Token], parsed: Parsed, p: Predicate, after: int) -> int | None:
    """The index after a verb of telling in the infinitive: "wrong to say that …"."""
    verbs = (q for q in parsed.predicates if p.after <= q.first < after and q.tense == "infinitive")
    return next((q.after for q in verbs if q.bases & (_words("tell") | _words("publish"))), None)


@cache
def _mending() -> frozenset[str]:
    """Forms of the verbs of mending that need no auxiliary; the names of outlets before them are seldom known."""
    return frozenset(f for base in _words("mend") for kind in (BASE, THIRD, PAST) for f in forms(base)[kind])


def _mends(tokens: Sequence[Token], first: int, i: int, after: int, in_notice: bool) -> bool:
    """ "Corrects paragraph 3 of our report", "we withdraw our story": the wrong text behind the verb is one's own."""
    behind = {t.low for t in tokens[i + 1 : min(after, i + _OBJECT)]}
    helped = i > first and tokens[i - 1].low in _AUXILIARY
    own = in_notice or not behind.isdisjoint(_words("own"))
    return own and not helped and not behind.isdisjoint(_words("text"))


def _said_now(tokens: Sequence[Token], first: int, after: int) -> int:
    """Where the right statement begins behind a verb of mending: "corrects paragraph 3 to say that …"."""
    for i in range(first, after - 1):
        if tokens[i].low == "to" and tokens[i + 1].low in _words("right"):
            return i
    return after


def outlet_passed_on(tokens: Sequence[Token], first: int, after: int) -> Span | None:
    """Whose text words taken back repeat: "we reprinted [an article of the Lake Herald according to which]"."""
    if first == 0 or tokens[first - 1].low not in _passing_on():
        return None
    text = next((i for i in range(first, after) if tokens[i].low in _words("text")), after)
    start = text + 1
    if start < after and tokens[start].low in _words("of_outlet"):
        start += 1 + (start + 1 < after and tokens[start + 1].low == "the")
        end = start
        while end < after and _is_name(tokens[end]):
            end += 1
    else:
        end = text - (tokens[text - 1].kind == "own")
        start = end
        while start > first and _is_name(tokens[start - 1]):
            start -= 1
    return (start, end) if text < after and start < end else None


def _is_name(token: Token) -> bool:
    return token.kind == "word" and token.is_capital


@cache
def _passing_on() -> frozenset[str]:
    return frozenset(form for base in _words("pass on") for form in forms(base)[PAST])


def _has(tokens: Sequence[Token], kind: str, first: int, after: int) -> bool:
    """Whether words of a kind stand at a token or right behind it."""
    return any(True for _ in _phrases(kind).all_in(tokens, first, min(after, first + _BESIDE)))


def _is_own(subject: Sequence[str]) -> bool:
    """Whether a text is told of that is one's own: "our report", "a version of this article"."""
    told = set(subject)
    return not told.isdisjoint(_words("text")) and not told.isdisjoint(_words("own"))


def _is_earlier(subject: Sequence[str]) -> bool:
    return not _words("earlier").isdisjoint(subject)


def _tells(subject: Sequence[str]) -> bool:
    """Whether the subject of a sentence in a notice is a text, who published it, or takes one up: "it also said"."""
    told = set(subject)
    named = not told.isdisjoint(_words("text")) or not told.isdisjoint(_words("teller"))
    return named or bool(subject and subject[0] in _TAKES_UP)
