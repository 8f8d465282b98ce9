"""Persons: names of people by their form, and the register of those a report has introduced.

Belongs here: which capital words are a name, the longest form, later mentions by surname.
Does not belong here: offices (`office`), whom a person represents (`who`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from pipelines.coding.names.gazetteer import Hit
from pipelines.coding.names.listed_persons import listed
from pipelines.coding.names.mention import Person
from pipelines.coding.names.office import can_open_office, office_at, title_at
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words


@cache
def _particles() -> frozenset[str]:
    return word_set("persons:particles", "syntax_word_sets")


_LONGEST = 7
_SHORTEST_FIRST_NAME = 4


def name_run(tokens: Sequence[Token], i: int, hits: Mapping[int, Hit], limit: int) -> int:
    """The index after a run of capital words that can be a name, from token `i`; `i` if there is none."""
    k, last = i, i
    if i + 1 < limit and tokens[i].low in word_set("persons:weekdays", "syntax_word_sets"):
        # "on Saturday Sushma Swaraj told reporters"
        return i
    while k < limit and k - i < 2 * _LONGEST:
        token = tokens[k]
        if k in hits and not (k > i and _inside_name(tokens, k, hits[k])):
            break
        if token.kind == "word" and token.is_capital and not (len(token.text) > 5 and token.text.isupper() and k > i):
            k += 1
            last = k
            if k < limit and tokens[k].low == "." and len(token.text) == 1 and tokens[k].start == token.end:
                k += 1
            continue
        if k > i and token.low in _particles() and k + 1 < limit and _goes_on(tokens, k + 1, limit):
            k += 1
            continue
        if token.low == "-" and k > i and tokens[k - 1].end == token.start and k + 1 < limit:
            if tokens[k + 1].start == token.end and tokens[k + 1].kind == "word":
                k += 1
                if tokens[k].is_capital or tokens[k - 2].low in _particles() or len(tokens[k - 2].text) <= 12:
                    # "Jae-myung" is a name, "Saudi-led" is not
                    if tokens[k].low in ("led", "based", "backed", "brokered", "mediated", "linked", "sponsored"):
                        break
                    k += 1
                    last = k
                    continue
            break
        if k == i and token.low in _particles() and token.kind == "word" and k + 2 < limit and tokens[k + 1].low == "-":
            k += 2
            continue
        break
    return last


def _goes_on(tokens: Sequence[Token], k: int, limit: int) -> bool:
    for step in range(k, min(limit, k + 4)):
        if tokens[step].is_capital and tokens[step].kind == "word":
            return True
        if tokens[step].low not in _particles() and tokens[step].low != "-":
            return False
    return False


def _inside_name(tokens: Sequence[Token], k: int, hit: Hit) -> bool:
    """Whether a listed name goes on a person's name: "Saad Jordan" seldom does, "Abbas Kabul" never."""
    weak = bool(hit.aliases) and all(a.is_weak for a in hit.aliases)
    small = not hit.aliases and hit.after == k + 1 and all(p.kind == "city" for p in hit.places)
    return (weak or small) and tokens[k - 1].kind == "word" and tokens[k].start - tokens[k - 1].end == 1


def is_person_shape(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether capital words can be a person's full name: two to five, none of an institution's or a day's."""
    capitals = [t for t in tokens[first:after] if t.kind == "word" and t.is_capital]
    if not 2 <= len(capitals) <= 5:
        return False
    if any(t.low in words("not_person_words") for t in capitals) or capitals[0].low in words("function_words"):
        return False
    shouted = [t for t in capitals if t.text.isupper() and len(t.text) > 3 and "." not in t.text]
    if not shouted:
        return True
    # "COMMITTEE FOR THE MEDIATION OF THE …": a heading
    return all(t.text.isupper() and t.low not in words("function_words") for t in capitals)


def full_name(text: str, tokens: Sequence[Token], first: int, after: int) -> str:
    """The name as it stands in the text, on one line."""
    return " ".join(text[tokens[first].start : tokens[after - 1].end].replace(")", "").split())


def surname_key(tokens: Sequence[Token], first: int, after: int) -> str:
    """What later mentions share with a full name: its last word."""
    for k in range(after - 1, first - 1, -1):
        if tokens[k].kind == "word" and tokens[k].is_capital:
            low = tokens[k].key
            if low not in ("jr", "sr", "ii", "iii"):
                return low
    return tokens[after - 1].key


class Register:
    """The persons of one report, by surname, by first name, and by listed name."""

    def __init__(self, published: date) -> None:
        self.published = published
        self.by_surname: dict[str, Person] = {}
        self.by_first: dict[str, Person | None] = {}
        self.by_name: dict[str, Person] = {}

    def add(self, name: str, surname: str, actor: str | None, level: str, noun: str, first: int) -> Person:
        """The person of that name, new or known; what is told for the first time is kept."""
        person = self.by_name.get(name)
        told = listed(name, self.published)
        if told is not None and actor in (None, told.actor):
            # the table knows who leads a group whatever rank a report gives him
            actor, level = told.actor, told.level or level
        if person is None:
            known = self.by_surname.get(surname)
            same = known is not None and (" " not in name or " " not in known.name or _compatible(known.name, name))
            if same and known is not None:
                person = known
                if len(name.split()) > len(known.name.split()):
                    known.name = name
            else:
                person = Person(name, actor, level, noun, first)
                if known is None or (" " in name and not _outranks(known, person)):
                    self.by_surname[surname] = person
                family = _family_first(name)
                if family and family not in self.by_surname:
                    self.by_surname[family] = person
            self.by_name[name] = person
        for given in name.lower().split()[:-1]:
            if len(given) >= _SHORTEST_FIRST_NAME and given not in self.by_surname:
                held = self.by_first.get(given, person)
                self.by_first[given] = person if held is person else None
        if actor and person.actor is None:
            person.actor = actor
        if level and not person.level:
            person.level, person.noun = level, noun
        return person

    def called(self, token: Token) -> Person | None:
        """The person that a single capital word names."""
        key = token.key
        known = self.by_surname.get(key) or self.by_first.get(key)
        if known is None and len(key) >= _SHORTEST_FIRST_NAME:
            told = listed(token.text, self.published)
            if told is not None and told.level in ("head_of_state", "minister"):
                # whom a headline, a compound or a short report names by surname alone
                noun = "leader" if told.level == "head_of_state" else "minister"
                known = self.add(token.text, key, told.actor, told.level, noun, token.start)
        return known


def _family_first(name: str) -> str:
    """The family name of "Kim Jong-un", "Choe Son-hui" and "Kim Jong Un", which stands first; empty for any other."""
    words = name.split()
    if len(words) == 3 and words[0].lower() in word_set("persons:family_first", "syntax_word_sets"):
        return words[0].lower()
    given = words[-1].split("-")
    two = len(given) == 2 and given[0][:1].isupper() and given[1][:1].islower()
    return words[0].lower() if len(words) == 2 and two else ""


def _outranks(known: Person, other: Person) -> bool:
    """Whether a bare surname goes on meaning the leader named before ("Kim" after Kim Jong-un and Sung Kim)."""
    return known.level == "head_of_state" and other.level != "head_of_state"


def _compatible(one: str, other: str) -> bool:
    """Whether two full names of one surname can be one person: the first letters of the first words agree."""
    return one[0].lower() == other[0].lower()


def title_or_office(tokens: Sequence[Token], i: int, hits: Mapping[int, Hit]) -> tuple[int, str, str] | None:
    """Titles and offices from token `i` on: the index after the last, class and level of the weightiest."""
    k, noun, level = i, "", ""
    while k < len(tokens) and k not in hits and can_open_office(tokens, k):
        office = office_at(tokens, k)
        title = title_at(tokens, k)
        found = title if office is None or (title is not None and title.after > office.after) else office
        if found is None or found.noun in ("people", "media", "capital"):
            break
        if not level:
            noun, level = found.noun, found.level
        k = found.after
    return (k, noun, level) if k > i else None
