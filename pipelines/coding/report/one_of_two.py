"""One of two: which of the two sides a word means that says so by itself.

Belongs here: "the other side", "his counterpart", "the latter", "the northern delegation". Does not belong here: a kind
of actor ("the rebels") and both sides together (`focus`).
"""

from pipelines.coding.names.mention import Mention
from pipelines.coding.report.process_sides import ProcessSides
from pipelines.coding.text.word_scan import word_set

_PAIR = 2
_HALVES = ("north", "south", "east", "west")
#: In how many sentences before is looked for the side that "the other one" is not.
_SENTENCES = 2


class OneOfTwo(ProcessSides):
    """What the focus asks of words for one of the two sides."""

    def _counterpart(self, mention: Mention) -> tuple[str, ...]:
        """ "His counterpart": the other side of the one named before."""
        before = [m for m in self.report.actors_in(max(0, mention.first - 25), mention.first) if m.actors]
        if not before or len(self.sides) < 2:
            return ()
        name = self.body_of.get(before[-1].actors[0], before[-1].actors[0])
        return tuple(s for s in self.sides if s != name)[:1] if name in self.sides else ()

    def _one_of_two(self, mention: Mention) -> tuple[str, ...]:
        """ "The latter": the last of two actors named right before, "the former" the first of them."""
        prose, number = self.report.prose, self.report.prose.sentence_of[mention.first]
        for back in (0, 1):
            first = prose.sentences[max(0, number - back)].first
            named = [m.actors[0] for m in self.report.actors_in(first, mention.first) if len(m.actors) == 1]
            others = list(dict.fromkeys(reversed(named)))
            if len(others) >= _PAIR:
                return (others[0 if mention.head == "latter" else 1],)
        return ()

    def _other_side(self, mention: Mention) -> tuple[str, ...]:
        """ "The other side", "the opposing camp": of the two sides the one that was not spoken of last."""
        before = self.report.tokens[mention.first - 1].low if mention.first else ""
        if len(self.sides) != _PAIR or before not in word_set("focus:other", "syntax_word_sets"):
            return ()
        number = self.report.prose.sentence_of[mention.first]
        first = self.report.prose.sentences[max(0, number - _SENTENCES)].first
        told = (n for m in reversed(self.report.actors_in(first, mention.first)) for n in self._one(m))
        spoken = next((n for n in told if n in self.sides), None)
        return tuple(n for n in self.sides if n != spoken) if spoken is not None else ()

    def _one(self, mention: Mention) -> tuple[str, ...]:
        """The actor of a mention that names one."""
        return tuple(self.body_of.get(n, n) for n in mention.actors) if len(mention.actors) == 1 else ()

    def _of_half(self, mention: Mention) -> tuple[str, ...]:
        """ "The northern side": the one of two sides whose name says so."""
        half = self.report.tokens[mention.first - 1].low.removesuffix("ern") if mention.first else ""
        named = tuple(n for n in self.sides if half and half in n.lower().split())
        return named if half in _HALVES and len(named) == 1 else ()
