"""`README.md` of a release and the quick-starts beside it: how to open, cite, check and rebuild what one has got.

Belongs here: the words. The quick-starts are files of their own in `quickstarts/`, which tests run.
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.release.citation import citation_line
from pipelines.release.code_version import code_version
from pipelines.release.facts import Facts
from pipelines.validation.tableset import TableSet
from schemas.catalogue import groups

_FOLDER = Path(__file__).with_name("quickstarts")
_MORE = """
`codebook.html` (also `.md`, `.csv`, and inside every Parquet file) tells each column and code, with the places of
the codes in PA-X, PLOVER, CAMEO and UCDP. `datapackage.json` says the same to programs. `CHANGELOG.md` and the table
`changes` tell what differs from the release before, `manifest.json` what this one was made from.

The tables `process_months`, `dyad_months` and `condition_spells` are counted from the others. In the first two every
month from the first to the last report has a row, zeros included (`is_covered`); a zero means that no report tells of
anything.

## Open it

```python
import pandas as pd
meetings = pd.read_parquet("meetings.parquet", dtype_backend="pyarrow")
```

```python
import polars as pl
meetings = pl.read_parquet("meetings.parquet")
```

```sql
select status, party_names, place_name, date_start from 'meetings.parquet' order by date_start; -- DuckDB
```

```r
meetings <- arrow::read_parquet("meetings.parquet")
```
"""
_LAST = """`CITATION.cff` holds the same for programs, `LICENSE.md` what may be done with the data.

## Check it, rebuild it

`sha256sum -c SHA256SUMS` tells whether a file was changed. With a replication export of this release and the version
of Parley named above, `parley replicate FOLDER` makes all of it again, byte for byte.
"""


def quickstarts() -> Iterator[tuple[str, bytes]]:
    """Name and content of each quick-start."""
    for path in sorted(_FOLDER.glob("*.txt")):
        yield path.name.removesuffix(".txt"), path.read_bytes()


def readme(tables: TableSet, facts: Facts) -> str:
    """The readme as Markdown."""
    until = f"what had been published by the end of {facts.day}" if facts.day else f"position {facts.position}"
    parts = [
        f"# {facts.publication.title}, {facts.version}\n",
        "Meetings, agreements and conditions of peace processes, each value with the sentence behind it. Made by "
        f"Parley {code_version()} from its ledger up to {until}.\n",
        "## What is in it\n",
        "| table | rows | what a row is |\n| --- | --: | --- |",
    ]
    for listed in groups().values():
        parts += [f"| `{t.name}.parquet` | {tables.table(t.name).num_rows} | {t.description} |" for t in listed]
    parts.append(_MORE)
    parts.append(f"Longer ones: {', '.join(f'`{name}`' for name, _ in quickstarts())}.\n")
    parts.append(f"## Cite it\n\n> {citation_line(facts)}\n")
    parts.append(_LAST)
    return "\n".join(parts)
