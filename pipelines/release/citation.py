"""How a release is cited and licensed: `CITATION.cff` and `LICENSE.md`.

Belongs here: both texts, from the facts of the release. The settings of a home stand in `publication.yaml`.
"""

import yaml

from pipelines.release.facts import Facts


def citation_cff(facts: Facts) -> str:
    """The citation, Citation File Format 1.2.0 (https://citation-file-format.github.io)."""
    publication = facts.publication
    content: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite this release of it.",
        "type": "dataset",
        "title": publication.title,
        "authors": [{"name": author} for author in publication.authors],
        "version": facts.version,
        "date-released": facts.made_at.date().isoformat(),
        "license": publication.licence,
        "license-url": publication.licence_url,
    }
    if publication.url:
        content["url"] = publication.url
    if publication.doi:
        content["doi"] = publication.doi
    content["identifiers"] = [
        {
            "type": "other",
            "value": f"ledger:{facts.position}:{facts.head_hash}",
            "description": "Position and hash of the last event of the ledger that the release was made from",
        }
    ]
    content["keywords"] = ["peace processes", "conflict research", "event data", "provenance"]
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)


def citation_line(facts: Facts) -> str:
    """The citation as a sentence."""
    publication = facts.publication
    address = f"https://doi.org/{publication.doi}" if publication.doi else publication.url
    where = f" {address}." if address else ""
    return (
        f"{'; '.join(publication.authors)} ({facts.made_at.year}). {publication.title}, version {facts.version} "
        f"[data set].{where}"
    )


def licence_text(facts: Facts) -> str:
    """What may be done with the release, and what it does not cover."""
    publication = facts.publication
    return f"""# Licence

The tables of this release, as a compilation, are licensed under {publication.licence}
({publication.licence_url}). Please cite it as

> {citation_line(facts)}

**Quotes** (columns `evidence` and `quote`, and the few words of reports in `demand`, `outcome`, `date_text`,
`conditioned_text`, `text`, `value` and `title`) belong to the sources that they are taken from. They are cut to the
number of words in `sources.quote_cap_words`, and the licence above does not cover them; what is known of a source's
own terms stands in `sources.rights`.

**Persons** are named as reports name them in public roles. Laws on personal data apply to whoever uses the names.
"""
