"""Prose: a report's text as sentences, each of them known for running text, heading, label or page furniture.

Belongs here: lines, what kind of line each is, the dateline, the speaker's label of a transcript, sentences, and
which tokens stand inside quotation marks.
Does not belong here: names (`names.gazetteer`), clauses (`clauses.clauses`).

Everything is one pass over the tokens; no rule looks further than a line.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import compress
from operator import attrgetter

from pipelines.coding.text.tokens import Token, tokenize
from pipelines.coding.text.word_scan import lexicon_rows

_LOW, _TEXT, _START = attrgetter("low"), attrgetter("text"), attrgetter("start")
RUNNING, HEADING, LABEL, FURNITURE = "running", "heading", "label", "furniture"
_STOPS = frozenset((".", "!", "?", "...", "…"))
_CLOSERS = frozenset(("”", "’", '"', "'", ")", "]", "»"))
#: What a sentence can end with, beside "U.S.".
_CLOSING = _STOPS | _CLOSERS
_OPENERS = frozenset(("“", "‘", '"', "(", "[", "«", "'"))
_DASHES = frozenset(("-", "--", "---", "–", "—"))
_HEADING_WORDS = 22
#: A line longer than this without a closing stop was wrapped, and its sentence goes on below.
_WRAPPED = 56
_DATELINE_TOKENS = 22
#: Tokens before the full stop of a dateline that names its day.
_DATED = 10
_LABEL_TOKENS = 5
#: No sentence of running text has more tokens; what goes on longer is cut, so that nothing costs the square of it.
_LONGEST_SENTENCE = 200
_BREAKS = frozenset((",", ";", ":", "–", "—"))


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Sentence:
    """Tokens `first` to `after` (exclusive) of a text. `paragraph` counts blocks of lines; `label` is the speaker
    of a transcript's turn; `zone` is running, heading, label or furniture. `lows`: what its tokens are in lower case;
    `words`: the same as a set, for readers to pass by a sentence without the words they look for."""

    number: int
    first: int
    after: int
    paragraph: int
    zone: str
    is_question: bool
    label: str | None
    lows: tuple[str, ...]
    words: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.words = frozenset(self.lows)


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with its tokens and sentences. `quoted[i]`: token `i` stands inside quotation marks."""

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    sentence_of: list[int]
    quoted: list[bool]
    dateline: tuple[int, int] | None

    def words(self, first: int, after: int) -> str:
        """The exact text of tokens `first` to `after`."""
        return self.text[self.tokens[first].start : self.tokens[after - 1].end] if first < after else ""


@dataclass(slots=True)
class _Line:
    first: int
    after: int
    paragraph: int
    zone: str = RUNNING
    label: str | None = None
    body: int = 0


@cache
def _furniture() -> tuple[dict[str, list[tuple[str, ...]]], frozenset[str], tuple[str, ...]]:
    starts: dict[str, list[tuple[str, ...]]] = {}
    whole, anywhere = set(), []
    for row in lexicon_rows("furniture"):
        words = tuple(row["words"].split())
        if row["where"] == "start":
            starts.setdefault(words[0], []).append(words)
        elif row["where"] == "whole":
            whole.add(" ".join(words))
        else:
            anywhere.append(" ".join(words))
    return starts, frozenset(whole), tuple(anywhere)


@cache
def _no_stop_after() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("no_stop_after"))


@cache
def _openers() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("function_words"))


def read_prose(text: str) -> Prose:
    """The text as prose."""
    tokens = tokenize(text)
    lines = _lines(text, tokens)
    labels = Counter(label for line in lines if (label := _shouted_label(tokens, line)) is not None)
    dateline = None
    opened = False
    for line in lines:
        _classify(text, tokens, line, opened)
        if line.zone == HEADING and not opened and dateline is None and _is_place_and_day(tokens, line):
            dateline = (line.first, line.after)
        if line.zone == RUNNING:
            line.body = line.first
            shouted = _shouted_label(tokens, line)
            turn = shouted is not None and (labels[shouted] > 1 or shouted in _speakers())
            after = _dateline_after(tokens, line.first, line.after) if not opened and not turn else None
            if after is not None:
                dateline = dateline or (line.first, after)
                line.body = after
            elif (spoken := _label_after(tokens, line.first, line.after)) is not None:
                line.label = text[tokens[line.first].start : tokens[spoken - 1].start].strip(" :")
                line.body = spoken
            opened = True
    return _assemble(text, tokens, lines, dateline)


def _lines(text: str, tokens: list[Token]) -> list[_Line]:
    lines: list[_Line] = []
    paragraph, first = 0, 0
    for i in _line_ends(text, tokens):
        if i < len(tokens):
            blank = text.count("\n", tokens[i - 1].end, tokens[i].start) > 1
            long = tokens[i - 1].end - tokens[first].start >= _WRAPPED
            closed = tokens[i - 1].low in _STOPS or tokens[i - 1].low in _CLOSERS
            if not blank and long and not closed and _is_wrapped(text, tokens[i - 1].end, tokens[i]):
                continue
        lines.append(_Line(first, i, paragraph))
        paragraph += 1
        first = i
    return lines


def _line_ends(text: str, tokens: list[Token]) -> Iterator[int]:
    """The index after the last token of each line that has any."""
    starts = list(map(_START, tokens))
    i, at = 0, text.find("\n", tokens[0].start) if tokens else -1
    while at >= 0 and (i := bisect_left(starts, at, i)) < len(tokens):
        yield i
        at = text.find("\n", starts[i])
    if tokens:
        yield len(tokens)


def _is_wrapped(text: str, end: int, opening: Token) -> bool:
    """Whether a line that ends at `end` was only cut to a width: the first word of the next had no room on it."""
    width = end - (text.rfind("\n", 0, end) + 1)
    close = text.find("\n", opening.start)
    following = (close if close >= 0 else len(text)) - (text.rfind("\n", 0, opening.start) + 1)
    return width + 1 + (opening.end - opening.start) > following


def _classify(text: str, tokens: list[Token], line: _Line, opened: bool) -> None:
    first, after = line.first, line.after
    size = after - first
    opening = tokens[first].low
    starts, whole, anywhere = _furniture()
    lead = first
    while (lead < after - 1 and tokens[lead].low in ("[", "(", ">", "*", "|", "#")) or tokens[lead].low in _DASHES:
        if lead + 1 >= after:
            break
        lead += 1
    for words in starts.get(tokens[lead].low, ()):
        if all(lead + k < after and tokens[lead + k].low == word for k, word in enumerate(words)):
            line.zone = FURNITURE
            return
    if size <= 40:
        flat = " ".join(token.low for token in tokens[first:after])
        if flat in whole or any(words in flat for words in anywhere):
            line.zone = FURNITURE
            return
        if flat.count("|") > 1 or tokens[lead].low == "#":
            line.zone = FURNITURE
            return
    if opening in ("[", "(") and tokens[after - 1].low in ("]", ")") and size <= 60:
        line.zone = FURNITURE
        return
    last = tokens[after - 1].low
    if last in _CLOSERS and after - 2 >= first:
        last = tokens[after - 2].low if tokens[after - 2].low in _STOPS else last
    is_item = opening in ("*", "•", "-", "–") and opened
    if last not in _STOPS and last not in (":", ";") and size <= _HEADING_WORDS and not is_item:
        line.zone = HEADING
    elif last == "?" and size <= 12:
        line.zone = HEADING if opened else RUNNING
    if line.zone == RUNNING and size <= _HEADING_WORDS:
        shouted = sum(1 for token in tokens[first:after] if token.kind == "word" and token.text.isupper())
        if shouted > 3 and shouted * 10 >= 9 * size:
            line.zone = HEADING


def _is_place_and_day(tokens: list[Token], line: _Line) -> bool:
    """Whether a line is a dateline by itself, as communiqués have it: "BISHKEK, 18 May 1997"."""
    words = tokens[line.first : line.after]
    named = words[0].kind == "word" and words[0].is_capital
    plain = all(t.kind == "number" or t.low in (",", ".", "/", "-") or t.is_capital for t in words)
    return named and plain and 3 <= len(words) <= _LABEL_TOKENS + 4 and any(t.kind == "number" for t in words)


def _dateline_after(tokens: list[Token], first: int, after: int) -> int | None:
    """The index after "GENEVA, June 2 (Harbour Wire) -", or None."""
    stop = min(after - 1, first + _DATELINE_TOKENS)
    i, depth = first, 0
    while i < stop:
        low, text = tokens[i].low, tokens[i].text
        if low == "(" or (low == "/" and depth == 0 and i > first and tokens[i].start > tokens[i - 1].end):
            depth = 1
        elif low == ")" or (low == "/" and depth == 1):
            depth = 0
        elif depth == 0:
            if low in _DASHES and i > first and (tokens[i].start > tokens[i - 1].end or low != "-"):
                return i + 1
            if low == ":" and (tokens[first].text.isupper() or tokens[i - 1].low == ")") and i - first <= 8:
                return i + 1
            shouted = tokens[first].text.isupper() and len(tokens[first].text) > 3
            dated = i - first <= _DATED and any(t.kind == "number" for t in tokens[first:i])
            if low == "." and shouted and (i - first <= 5 or dated):
                # "BEIRUT, Monday 27 January 2025.", "BOGOTA, 18 December (Andean Lantern)."
                return _after_date(tokens, i + 1, stop)
            if not (tokens[i].kind == "number" or text[:1].isupper() or low in (",", ".", "/", "-", "of", "de", "al")):
                return None
        i += 1
    return None


def _shouted_label(tokens: list[Token], line: _Line) -> str | None:
    """What stands in capitals before a colon at the start of a line."""
    after = _label_after(tokens, line.first, line.after)
    return " ".join(t.low for t in tokens[line.first : after - 1]) if after is not None else None


@cache
def _speakers() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("speaker_labels"))


def _after_date(tokens: list[Token], i: int, stop: int) -> int:
    """The index after "4 October." or "/Meridian/." that may close a dateline, or `i`."""
    j = i
    while j < min(stop, i + 6):
        if tokens[j].low == ".":
            return j + 1
        if not (tokens[j].kind == "number" or tokens[j].low in ("/", ",") or tokens[j].is_capital):
            return i
        j += 1
    return i


def _label_after(tokens: list[Token], first: int, after: int) -> int | None:
    """The index after "SPOKESMAN:" or "Q:", or None."""
    for i in range(first, min(after, first + _LABEL_TOKENS)):
        if tokens[i].low == ":":
            return i + 1 if i > first else None
        if not tokens[i].text.isupper() and tokens[i].low != ".":
            return None
    return None


def _assemble(text: str, tokens: list[Token], lines: list[_Line], dateline: tuple[int, int] | None) -> Prose:
    sentences: list[Sentence] = []
    sentence_of = [0] * len(tokens)
    quoted = [False] * len(tokens)
    for line in lines:
        _mark_quotes(text, tokens, quoted, line)
        if line.body > line.first:
            _add(sentences, sentence_of, tokens, line.first, line.body, line, LABEL)
        start, last = max(line.body, line.first), line.after - 1
        for i in (*_closing(tokens, start, last), last):
            if i < last and not _ends_sentence(text, tokens, i, line.after):
                continue
            while i + 1 - start > _LONGEST_SENTENCE:
                cut = _cut(tokens, start, start + _LONGEST_SENTENCE)
                _add(sentences, sentence_of, tokens, start, cut, line, line.zone)
                start = cut
            _add(sentences, sentence_of, tokens, start, i + 1, line, line.zone)
            start = i + 1
    return Prose(text, tokens, sentences, sentence_of, quoted, dateline)


def _closing(tokens: list[Token], first: int, after: int) -> Iterator[int]:
    """Tokens that a sentence can end with; most are told apart by their form alone."""
    return compress(range(first, after), map(_can_close, map(_TEXT, tokens[first:after])))


@lru_cache(maxsize=100_000)
def _can_close(text: str) -> bool:
    return text in _CLOSING or text[-1] == "."


def _add(
    sentences: list[Sentence],
    sentence_of: list[int],
    tokens: list[Token],
    first: int,
    after: int,
    line: _Line,
    zone: str,
) -> None:
    if first >= after:
        return
    number = len(sentences)
    last = after - 1
    while last > first and tokens[last].low in _CLOSERS:
        last -= 1
    is_question, lows = tokens[last].low == "?", tuple(map(_LOW, tokens[first:after]))
    sentences.append(Sentence(number, first, after, line.paragraph, zone, is_question, line.label, lows))
    sentence_of[first:after] = [number] * (after - first)


def _cut(tokens: list[Token], first: int, after: int) -> int:
    """Where to cut what is too long for a sentence: behind the last comma of its second half, else at its end."""
    return next((i + 1 for i in range(after - 1, (first + after) // 2, -1) if tokens[i].low in _BREAKS), after)


def _ends_sentence(text: str, tokens: list[Token], i: int, limit: int) -> bool:
    """Whether token `i` is the last of a sentence: a stop, or what closes after it."""
    low = tokens[i].low
    stop = i
    while stop > 0 and low in _CLOSERS and stop > i - 3:
        stop -= 1
        low = tokens[stop].low
    follower = tokens[i + 1] if i + 1 < limit else None
    if low not in _STOPS:
        # "U.S." closes a sentence where a capital word follows that seldom stands inside one
        opens = follower is not None and follower.is_capital and follower.low in _openers()
        return opens and i == stop and tokens[i].text.endswith(".") and tokens[i].kind == "word"
    if follower is None:
        return True
    if follower.start == tokens[i].end or follower.low in _CLOSERS - _OPENERS:
        return False
    if low == "." and stop > 0 and tokens[stop - 1].end == tokens[stop].start:
        before = tokens[stop - 1]
        if before.low in ("no", "nos"):
            return follower.kind != "number"
        if before.low in _no_stop_after() or (len(before.text) == 1 and before.is_capital):
            return False
    opener = follower.low in _OPENERS or follower.low in _DASHES
    return opener or follower.is_capital or follower.kind == "number"


def _mark_quotes(text: str, tokens: list[Token], quoted: list[bool], line: _Line) -> None:
    """Mark what stands in quotation marks. Without a closing mark a quotation ends with its line: what goes on in
    the next line opens there again."""
    written = text[tokens[line.first].start : tokens[line.after - 1].end]
    if "“" not in written and '"' not in written:
        return
    inside = False
    for i in range(line.first, line.after):
        sign = tokens[i].low
        if sign == "“":
            inside = True
        elif sign == "”":
            inside = False
        elif sign == '"':
            inside = not inside
        else:
            quoted[i] = inside
