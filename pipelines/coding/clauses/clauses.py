"""Clauses: the shapes of a parsed sentence — its clauses, whose word each stands on, and what stands where.

Belongs here: the dataclasses, and the stance of verbs of saying. Does not belong here: how a sentence is cut
(`parsing`), what a governing verb makes of a meeting or an agreement (`scope.governing`).
"""

from dataclasses import dataclass, field
from functools import cache

from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.word_scan import lexicon_rows


@dataclass(slots=True)
class Clause:
    """One clause. `mark` is the class of the word that opens it (clause_marks.tsv), empty for a main clause;
    `opener` that word. `parent` is the index of the clause it hangs on. `verb` is its finite predicate."""

    index: int
    mark: str
    opener: str
    first: int
    parent: int | None
    verb: Predicate | None = None
    subjects: tuple[Mention, ...] = ()
    tokens: list[int] = field(default_factory=list)
    is_speech: bool = False
    sibling: int | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """Whose word a clause stands on. `stance` as in say_verbs.tsv."""

    speaker: Mention | None
    stance: str
    negated: bool
    first: int


# not frozen, though never changed: what is asked for as often as `words` is kept, and not looked up
@dataclass(slots=True)
class Parsed:
    """One sentence with its predicates, clauses, and for each token (from `sentence.first`) the clause.

    `is_past`: whether it stands in an entry of a chronology, whose present tense tells of a day that is over.
    `words`: what its tokens are in lower case.
    """

    sentence: Sentence
    predicates: tuple[Predicate, ...]
    clauses: tuple[Clause, ...]
    clause_of: tuple[int, ...]
    mentions: tuple[Mention, ...]
    speech: tuple[Speech | None, ...]
    is_past: bool = False
    words: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.words = self.sentence.words

    def clause_at(self, i: int) -> Clause:
        """The clause of token `i`."""
        return self.clauses[self.clause_of[i - self.sentence.first]]


@cache
def _say() -> dict[str, str]:
    return {row["words"]: row["stance"] for row in lexicon_rows("say_verbs")}


@cache
def _say_verbs() -> frozenset[str]:
    return frozenset(_say())


def stance_of(predicate: Predicate) -> str:
    """Stance of a verb of saying; empty for any other."""
    if predicate.bases.isdisjoint(_say_verbs()):
        return ""
    stances = _say()
    for base in predicate.bases:
        if base in stances:
            return stances[base]
    return ""
