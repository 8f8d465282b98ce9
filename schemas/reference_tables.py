"""Reference tables of a release: processes, actors, their aliases, places and sources that its rows name."""

from schemas.table import Column, Table

_REFERENCE = "reference tables of the project"
_FOUNDED = "reference tables of the project, or founded from the name in a report"


def _known(name: str, description: str, type: str = "string") -> Column:
    return Column(name, type, f"{description}; null unless known for sure", inputs=_REFERENCE)


PROCESSES = Table(
    "processes",
    "reference",
    "One conflict's negotiations over time, whoever mediates, as PA-X names them.",
    ("process_id",),
    (
        Column("process_id", "string", "Id", nullable=False, inputs=_FOUNDED),
        Column("name", "string", "Name", nullable=False, inputs=_FOUNDED),
        Column("core_party_ids", "string", "Core parties", inputs=_FOUNDED, joined=True),
        _known("pax_process_id", "PA-X process id"),
        _known("ucdp_id", "UCDP conflict id"),
        Column("origin", "string", "Listed or founded", nullable=False, codes="origin", inputs=_FOUNDED),
        _known("first_day", "First day of the process", "date"),
        _known("last_day", "Last day of the process", "date"),
    ),
)

ACTORS = Table(
    "actors",
    "reference",
    "Actors that rows of this release name.",
    ("actor_id",),
    (
        Column("actor_id", "string", "Id", nullable=False, inputs=_FOUNDED),
        Column("name", "string", "Canonical English name", nullable=False, inputs=_FOUNDED),
        Column("kind", "string", "Kind", nullable=False, codes="actor_kind", inputs=_FOUNDED),
        Column(
            "represents_actor_id",
            "string",
            "Actor that it is part of or speaks for",
            references="actors.actor_id",
            inputs=_FOUNDED,
        ),
        _known("country_code", "ISO 3166-1 alpha-2"),
        _known("iso3", "ISO 3166-1 alpha-3"),
        _known("gwcode", "Gleditsch-Ward number"),
        _known("ucdp_id", "UCDP actor id"),
        _known("wikidata_id", "Wikidata id"),
    ),
)

ACTOR_ALIASES = Table(
    "actor_aliases",
    "reference",
    "Names under which reports know the actors of this release.",
    ("actor_id", "alias", "kind", "valid_from"),
    (
        Column("actor_id", "string", "Actor", nullable=False, references="actors.actor_id", inputs=_REFERENCE),
        Column("alias", "string", "Name", nullable=False, inputs=_REFERENCE),
        Column("kind", "string", "What kind of name", nullable=False, inputs=_REFERENCE),
        Column(
            "valid_from",
            "string",
            "First day on which the name means it, ISO; empty for always",
            nullable=False,
            inputs=_REFERENCE,
        ),
        Column("valid_to", "string", "Last day, ISO; empty for always", nullable=False, inputs=_REFERENCE),
    ),
)

PLACES = Table(
    "places",
    "reference",
    "Places that rows of this release name.",
    ("place_id",),
    (
        Column("place_id", "string", "Id", nullable=False, inputs=_FOUNDED),
        Column("name", "string", "Canonical English name", nullable=False, inputs=_FOUNDED),
        Column("kind", "string", "city, venue, region, country or unknown", nullable=False, inputs=_FOUNDED),
        Column("country_code", "string", "ISO 3166-1 alpha-2", inputs=_FOUNDED),
        Column("latitude", "float", "Latitude, WGS 84; null unless known for sure", inputs=_REFERENCE, unit="degrees"),
        Column(
            "longitude", "float", "Longitude, WGS 84; null unless known for sure", inputs=_REFERENCE, unit="degrees"
        ),
        _known("geonames_id", "GeoNames id"),
    ),
)

SOURCES = Table(
    "sources",
    "reference",
    "Outlets of the reports of this release.",
    ("source_id",),
    (
        Column("source_id", "string", "Id", nullable=False, inputs=_FOUNDED),
        Column("name", "string", "Name", nullable=False, inputs=_FOUNDED),
        Column(
            "kind",
            "string",
            "agency, newspaper, broadcaster, government, organisation, aggregator or unknown",
            nullable=False,
            inputs=_FOUNDED,
        ),
        Column("domain", "string", "Domain", inputs=_FOUNDED),
        Column(
            "reliability", "string", "high, medium or low, as the reference table says", nullable=False, inputs=_FOUNDED
        ),
        Column(
            "quote_cap_words",
            "int",
            "Longest quote that its rights allow",
            nullable=False,
            inputs=_FOUNDED,
            unit="words",
        ),
        Column("rights", "string", "Rights, in words", inputs=_REFERENCE),
        Column(
            "shares_text",
            "bool",
            "Whether its rights allow to pass on whole texts",
            nullable=False,
            inputs=_REFERENCE,
        ),
    ),
)

REFERENCE_TABLES = (PROCESSES, ACTORS, ACTOR_ALIASES, PLACES, SOURCES)
