"""The agreement group: the mentions of one agreement in a report, and what they tell of it together.

Belongs here: the dataclass, its kind and its parties. Does not belong here: which mentions belong together (`likeness`,
`groups`).
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.provisions import Provision

_ORDER = (
    "renewal", "comprehensive", "ceasefire", "prisoner_exchange", "humanitarian", "confidence_building", "protocol",
    "framework", "procedural", "other",
)  # fmt: skip
#: Statuses of what was made.
CONCLUDED = ("agreed", "signed", "implemented", "violated", "terminated", "suspended")
#: The kind that a provision makes.
BY_PROVISION = {
    "ceasefire": "ceasefire", "prisoner_exchange": "prisoner_exchange", "return_of_remains": "prisoner_exchange",
    "humanitarian_access": "humanitarian",
}  # fmt: skip
#: The provision without which there is no agreement of a kind.
BY_KIND = {"ceasefire": "ceasefire", "prisoner_exchange": "prisoner_exchange"}
_BEFORE_PROTOCOL = ("ceasefire", "prisoner_exchange", "humanitarian_access")
#: So many different terms make an outline of a settlement.
_BROAD = 3
#: Matters each of which may be settled alone.
_SINGLE = frozenset(("power_sharing", "elections", "territorial"))
#: Names of frameworks that may hold anything: their terms tell the kind.
OPEN_NAMES = (
    "memorandum", "declaration", "statement", "joint", "plan", "proposal", "proposals", "offer", "offers", "initiative",
    "bridging", "draft", "ideas", "package", "communique", "peace", "counter-proposal", "counter-offer", "letter",
    "statement", "draft", "undertaking", "minutes", "plans", "drafts", "initiatives", "packages", "statements",
    "general", "consensus",
)  # fmt: skip
_ACCORDS = ("accords", "agreements")
#: Those that hold nothing but what is told of them.
_TEXTS = frozenset(("memorandum", "draft"))


@dataclass(slots=True)
class AgreementGroup:
    """Mentions of one agreement, in order, with the provisions told of it."""

    mentions: list[AgreementMention] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    #: Other figures for a provision, with the sentences that give them.
    counts: list[tuple[Provision, int]] = field(default_factory=list)

    def first(self, name: str):
        """The first value of an attribute that any mention gives."""
        return next((v for m in self.mentions if (v := getattr(m, name))), None)

    @property
    def kinds(self) -> set[str]:
        return {m.kind for m in self.mentions if m.kind}

    @property
    def named(self) -> list[str]:
        best = max((m for m in self.mentions if m.named_parties), key=lambda m: len(m.parties), default=None)
        return best.parties if best is not None else []

    @property
    def provisions_told(self) -> list[Provision]:
        """Provisions in the words of the mentions themselves."""
        return [p for m in self.mentions for p in m.provisions]

    @property
    def statuses(self) -> list[str]:
        return [m.status for m in self.mentions if m.status is not None]

    def is_half_signed(self, sides: Collection[str]) -> bool:
        """Whether one side alone agreed to what the report still tells as put forward, refused or left open, or put
        its name to it."""
        signed = [m for m in self.mentions if m.status in ("signed", "agreed")]
        signers = {name for m in signed for name in m.parties}
        alone = len(signers) == 1 and signers <= set(sides) and not any(m.named_parties for m in signed)
        still_open = any(m.status in ("proposed", "rejected", "under_negotiation") for m in self.mentions)
        return alone and still_open and all(m.parties for m in signed)

    def _is_called(self, noun: str) -> bool:
        """Whether all mentions that tell a kind have a noun for a name."""
        return all(m.noun.rstrip("s") == noun for m in self.mentions if m.kind)

    @property
    def kind(self) -> str:
        """By main content: the first kind in the manual's order that a noun or a provision tells."""
        kinds = self.kinds
        if "renewal" in kinds or any(m.effect == "extend" for m in self.mentions):
            return "renewal"
        told = {p.kind for p in self.provisions if not p.distant}
        own = {p.kind for m in self.mentions for p in m.provisions if not p.distant}
        content = {found for m in self.mentions if (found := m.told_kind)}
        if kinds == {"protocol"} and told & set(_BEFORE_PROTOCOL) and self._is_called("protocol"):
            # what halts the fire is a truce, whatever it is called
            pool = {BY_PROVISION[k] for k in told & set(_BEFORE_PROTOCOL)}
        elif kinds & {"protocol", "procedural", "confidence_building"}:
            pool = kinds
        elif "framework" in kinds:
            # "declaration of principles" is a name of its own, "joint declaration" one that may hold anything
            framed = [m.noun for m in self.mentions if m.kind == "framework"]
            names = {n if n.endswith("principles") else n.split()[0] for n in framed}
            seen = set() if names - set(OPEN_NAMES) else told if names <= _TEXTS else own
            pool = kinds | {BY_PROVISION[k] for k in seen if k in BY_PROVISION}
            if {p.kind for p in self.provisions} == {"talks_continuation"} and not names - set(OPEN_NAMES):
                pool = {"procedural"}
        else:
            # "nine points": a halt of fire told behind them makes them a truce
            seen = own | (told & {"ceasefire"} if content == {"framework"} else set()) if content else told
            pool = kinds | {BY_PROVISION[k] for k in seen if k in BY_PROVISION}
        pool |= content
        single = any(m.is_part for m in self.mentions) and len({p.kind for p in self.provisions}) < _BROAD
        if not pool and (single or (not self.provisions and any(m.year or m.topic for m in self.mentions))):
            # one of the past of which nothing is told, or on one matter
            return "other"
        if not pool and not self.provisions and any(m.of_past and m.strength == "strong" for m in self.mentions):
            # one of another year of which nothing is told; the accords of a war made its peace
            return "comprehensive" if any(m.capital and m.noun in _ACCORDS for m in self.mentions) else "other"
        if not pool:
            terms = {p.kind for p in self.provisions}
            if len(terms) == 1 and terms <= _SINGLE and all(m.rule == "agreement_verb" for m in self.mentions):
                # one matter settled by word of mouth
                return "other"
            pool = _by_terms(terms, all(_is_loose(m) for m in self.mentions))
        return next((k for k in _ORDER if k in pool), "other")


def _is_loose(m: AgreementMention) -> bool:
    """Whether no instrument is named: "a paper", "they settled on"."""
    return m.strength == "weak" or m.rule == "agreement_verb"


def _by_terms(told: set[str], loose: bool) -> set[str]:
    """The kind of a bargain that neither its name nor a halt of fire or an exchange tells; `loose`: it has none."""
    if told == {"talks_continuation"}:
        # no more than how they go on talking
        return {"procedural"}
    if "border_opening" in told and not told & {"talks_continuation", "security_guarantee", "sanctions"}:
        return {"confidence_building"}
    if told and loose and told <= {"withdrawal", "monitoring"}:
        # a watch over what was agreed before, or a step back by both armies
        return {"protocol"} if "monitoring" in told else {"confidence_building"}
    if "power_sharing" in told and told & {"disarmament", "elections"}:
        return {"comprehensive"}
    outline = {"talks_continuation", "security_guarantee", "territorial", "power_sharing"}
    if not told or len(told) >= _BROAD or told & outline:
        # what settles no single matter is an outline
        return {"framework"}
    return set()
