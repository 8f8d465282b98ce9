"""The code lists: every code that a coded column can hold, with its definition and its place in other schemes.

Belongs here: codes, one-line definitions, mappings to PA-X, PLOVER, CAMEO and UCDP.
Does not belong here: how a code is chosen (`pipelines.coding`) or which steps can follow each other
(`pipelines/tables/lifecycle.tsv`).

Sources: PA-X codebook (agreement stages; variables for provisions), PLOVER (event classes AGREE, CONSULT, DEMAND,
REJECT, COOPERATE …), CAMEO (roots 03–06, 10, 12, 16, 17), UCDP (types and provisions of the Peace Agreement Dataset,
the Ceasefire Dataset, kinds of actors), in UCDP's words.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list, with its PA-X stage or variable, PLOVER class, CAMEO code and UCDP category; "" for none."""

    code: str
    definition: str
    pax: str = ""
    plover: str = ""
    cameo: str = ""
    ucdp: str = ""


def _codes(*rows: Code) -> dict[str, Code]:
    return {row.code: row for row in rows}


CODE_LISTS: dict[str, dict[str, Code]] = {
    "meeting_kind": _codes(
        Code(
            "talks", "Negotiation between opposing sides, direct or proximity, below top leaders", "", "CONSULT", "046"
        ),
        Code(
            "summit",
            "Top leaders of opposing sides, or leaders of three or more actors, or called a summit",
            "",
            "CONSULT",
            "042",
        ),
        Code(
            "bilateral_meeting",
            "Two actors that are not the opposing sides, with a named principal on at least one end",
            "",
            "CONSULT",
            "04",
        ),
        Code("phone_call", "Telephone or video contact between individuals, one record a pair", "", "CONSULT", "041"),
        Code(
            "consultation",
            "Coordination without both opposing sides as principals, or one side with mediators",
            "",
            "CONSULT",
            "04",
        ),
        Code(
            "signing_ceremony",
            "Event whose described business is only signing or initialling",
            "",
            "AGREE",
            "057",
        ),
        Code(
            "conference", "Multilateral gathering of five or more actors, or so called, or a round table", "", "CONSULT"
        ),
        Code("other", "Meeting of none of the other kinds"),
    ),
    "meeting_status": _codes(
        Code("proposed", "Offered, wanted, floated, invited, or agreed without date and place", "", "DEMAND", "03"),
        Code("scheduled", "Announced or agreed, with a date, a place or a trigger fixed", "", "AGREE", "03"),
        Code("postponed", "Moved from an earlier date and not yet held"),
        Code("cancelled", "Was planned and will not happen; a track broken off", "", "REJECT", "12"),
        Code("rejected", "Offer refused, or its having taken place or being planned is denied", "", "REJECT", "12"),
        Code("ongoing", "Under way, or adjourned to continue", "", "CONSULT", "04"),
        Code("held", "Over", "", "CONSULT", "04"),
    ),
    "level": _codes(
        Code("head_of_state", "Heads of state or government, top leaders of non-state parties"),
        Code("minister", "Ministers, foreign-policy chiefs, deputy leaders"),
        Code("envoy", "Special envoys, presidential advisers, security-council secretaries, mission heads"),
        Code("delegation", "Teams or negotiators described as delegations"),
        Code("technical", "Experts, working groups, military or security officers"),
        Code("unspecified", "The reports give no clue"),
    ),
    "role": _codes(
        Code("party", "Sits or binds itself as a principal"),
        Code("mediator", "Mediates, facilitates, chairs, brokers or convenes"),
        Code("host", "Said to host or receive"),
        Code("observer", "Attends without taking part"),
        Code("guarantor", "Guarantees what is agreed"),
        Code("witness", "Witnesses a signature"),
        Code("participant", "Named person there whose side the reports do not make clear"),
    ),
    "agreement_kind": _codes(
        Code("ceasefire", "Any halt of fire, also a humanitarian truce", "Cea", "AGREE", "0871", ucdp="ceasefire"),
        Code("prisoner_exchange", "Exchange or release of prisoners, hostages or remains", "Pre", "AGREE", "0841"),
        Code("humanitarian", "Aid, access, evacuation", "Pre", "AGREE", "0863"),
        Code("confidence_building", "Steps to build trust between the sides", "Pre", "AGREE", "08"),
        Code(
            "framework",
            "Principles, roadmap, memorandum, plan for a settlement",
            "SubPar",
            "AGREE",
            "057",
            ucdp="peace process agreement",
        ),
        Code(
            "comprehensive",
            "Full or final peace accord or treaty",
            "SubComp",
            "AGREE",
            "057",
            ucdp="full peace agreement",
        ),
        Code("procedural", "How to negotiate", "Pre", "AGREE", "05", ucdp="peace process agreement"),
        Code(
            "protocol",
            "Implementation annex or sub-text of a parent accord",
            "Imp",
            "AGREE",
            "057",
            ucdp="partial peace agreement",
        ),
        Code("renewal", "Pure extension of an agreement", "Ren", "AGREE", "057"),
        Code("other", "Agreement of none of the other kinds", "Oth", "AGREE", "057"),
    ),
    "agreement_status": _codes(
        Code("proposed", "Tabled by anyone, or accepted by one side only", "", "DEMAND", "03"),
        Code("under_negotiation", "Said to be discussed or drafted by the sides", "", "AGREE", "04"),
        Code("agreed", "Reached, initialled, accepted, verbally agreed", "", "AGREE", "05"),
        Code("signed", "Signed by its parties", "", "AGREE", "057"),
        Code("implemented", "Main terms carried out, or truce observed to its end", "", "COOPERATE", "08"),
        Code("suspended", "Put on hold", "", "REJECT", "16"),
        Code("violated", "Breaches stated by the report itself or a neutral body", "", "ASSAULT", "19"),
        Code("rejected", "Refused or turned down", "", "REJECT", "12"),
        Code("terminated", "Lapsed, collapsed, broke down, a party withdrew", "", "REJECT", "12"),
    ),
    "provision_kind": _codes(
        Code(
            "prisoner_exchange",
            "Prisoners, hostages or captives change hands",
            pax="TjPrire",
            ucdp="release of prisoners",
        ),
        Code("ceasefire", "Fire or attacks of some kind stop", pax="Ce", ucdp="cessation of hostilities"),
        Code("withdrawal", "Forces or fighters leave", pax="SsrFf", ucdp="withdrawal of foreign forces"),
        Code("humanitarian_access", "Aid gets through, people are evacuated", pax="DevHum"),
        Code("return_of_remains", "Bodies are handed over", pax="TjMis"),
        Code("territorial", "Borders, status or control of territory", pax="StBor", ucdp="territorial provision"),
        Code("sanctions", "Sanctions, assets, blockades", pax="TjSan"),
        Code("security_guarantee", "Assurances of security", pax="SsrGua"),
        Code(
            "monitoring",
            "Joint bodies or third parties watch over compliance",
            pax="ImE",
            ucdp="commission to oversee implementation",
        ),
        Code("elections", "Elections or referendums", pax="Ele", ucdp="elections"),
        Code("power_sharing", "Offices, seats, joint institutions", pax="Polps", ucdp="power sharing in government"),
        Code("disarmament", "Arms are laid down, fighters integrated", pax="SsrDdr", ucdp="disarmament"),
        Code("talks_continuation", "Further negotiations are promised", ucdp="national talks"),
        Code("border_opening", "Borders, crossings, roads, airports are opened", pax="StXbor"),
        Code("other", "Provision of none of the other kinds, or of unclear content"),
    ),
    "provision_basis": _codes(
        Code("per_side", "The figure holds for each side"),
        Code("total", "The figure is the sum"),
        Code("at_least", "The figure is a lower bound"),
        Code("up_to", "The figure is an upper bound"),
        Code("approximate", "The figure is rounded or estimated"),
    ),
    "provision_unit": _codes(
        Code("prisoners", "Prisoners, hostages, captives, detainees"),
        Code("bodies", "Remains of the dead"),
        Code("days", "Days (weeks x 7, months x 30, years x 365)"),
        Code("km", "Kilometres"),
        Code("persons", "Persons other than prisoners"),
        Code("other", "Another unit, named in the text of the provision"),
    ),
    "condition_kind": _codes(
        Code("precondition", "Must be fulfilled before a meeting, signature, truce or step starts", "", "DEMAND", "10"),
        Code("demand", "Settlement or format term put to the other side without explicit before", "", "DEMAND", "10"),
        Code("red_line", "What the holder will never accept", "", "REJECT", "12"),
        Code("guarantee", "Assurance that the holder needs", "", "DEMAND", "10"),
        Code("sequencing", "Order or pacing inside a process or its implementation", "", "DEMAND", "10"),
    ),
    "condition_status": _codes(
        Code("stated", "Set by its holder"),
        Code("accepted", "Agreed to, or in the deal"),
        Code("rejected", "Refused, or not fulfilled by choice"),
        Code("met", "Said to be fulfilled; never inferred"),
        Code("withdrawn", "Dropped by its holder"),
    ),
    "realis": _codes(
        Code("actual", "Asserted as having happened or happening"),
        Code("planned", "Asserted as intended or arranged"),
        Code("hypothetical", "Conditional, possible, wished for, asked"),
        Code("denied", "Asserted not to be so"),
        Code("unknown", "The clause leaves it open"),
    ),
    "date_precision": _codes(
        Code("day", "One day"),
        Code("range", "First and last day are known"),
        Code("week", "Some time in a week"),
        Code("month", "Some time in a month"),
        Code("quarter", "Some time in a quarter"),
        Code("year", "Some time in a year"),
        Code("relative", "Known only in relation to something undated"),
        Code("unknown", "Not known"),
    ),
    "conditioned_type": _codes(
        Code("meeting", "A meeting of the report or of another one"),
        Code("agreement", "An agreement of the report or of another one"),
        Code("other", "Something else, in the words of the report"),
    ),
    "attendance": _codes(
        Code("expected", "Meant to come"),
        Code("attended", "Was there"),
        Code("absent", "Was invited and did not come"),
        Code("declined", "Said that it would not come"),
    ),
    "position": _codes(
        Code("accepts", "Said to accept the agreement"),
        Code("rejects", "Said to refuse it"),
        Code("disputed", "Reports differ"),
        Code("unknown", "No report says"),
    ),
    "origin": _codes(
        Code("listed", "Stands in the reference table of processes"),
        Code("founded", "Founded because no listed process fitted"),
    ),
    "actor_kind": _codes(
        Code("state", "State or its government", ucdp="government of a state"),
        Code("government_body", "Ministry, office or force of a state"),
        Code("armed_group", "Organised armed group", ucdp="formally organised group"),
        Code("party", "Political party or movement"),
        Code("organisation", "International, regional or non-governmental organisation"),
        Code("collective", "Group of actors named together"),
        Code("person", "Natural person"),
        Code("unknown", "Named in a report, not in the reference table"),
    ),
    "report_status": _codes(
        Code("active", "Counts"),
        Code("retracted", "Withdrawn; backs nothing"),
        Code("superseded", "A later revision stands in its place"),
    ),
    "claim_status": _codes(
        Code("live", "Has a voice"),
        Code("superseded", "Its report was revised, or the claim was denied by its own source"),
        Code("rejected", "Breaks a rule on one claim, or a correction refused it"),
        Code("retracted", "Its report was withdrawn"),
    ),
    "correction_action": _codes(
        Code("confirm", "A person checked the value or the row"),
        Code("override", "A person sets a value"),
        Code("reject", "A person removes a row"),
        Code("merge", "Two rows are one"),
        Code("split", "Some claims of a row speak of something else"),
        Code("add", "A person adds a row or a member"),
        Code("alias", "Two names are one actor"),
    ),
    "correction_status": _codes(
        Code("applied", "Holds"),
        Code("orphaned", "Its record or claims no longer exist"),
        Code("conflicting", "Its old value no longer stands"),
        Code("redundant", "The data already say so"),
    ),
    "change_kind": _codes(
        Code("added", "The row is new"),
        Code("changed", "A value differs"),
        Code("removed", "The row is gone"),
        Code("merged", "The row was merged into another"),
    ),
    "severity": _codes(
        Code("error", "Blocks the release"),
        Code("warning", "Does not block"),
    ),
    "rejection_reason": _codes(
        Code("no_published_date", "No publication date; give one with --published"),
        Code("bad_published_date", "The publication date cannot be read or lies in the far future"),
        Code("empty_text", "No text in the body"),
        Code("not_text", "Not a text: binary, an image, an archive, an unknown format"),
        Code("bad_encoding", "Not UTF-8, UTF-16 with a mark, or the encoding that the file declares"),
        Code("bad_front_matter", "The front matter is not simple YAML of names and values"),
        Code("bad_json", "A line of JSON Lines that is no JSON object with a text"),
        Code("too_large", "Larger than the limit for one report"),
        Code("unreadable", "The file could not be read"),
        Code("no_article", "An HTML page without an article in it"),
    ),
}


def codes(name: str) -> tuple[str, ...]:
    """Codes of one list, in its order. KeyError for an unknown list."""
    return tuple(CODE_LISTS[name])
