"""`parley code`: files in, one file of records a report out, touching no ledger."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from pipelines.coding.coder import Coder, CoderBroke, read_by
from pipelines.intake.draft import Defaults
from pipelines.intake.reading import Skipped
from pipelines.intake.receiving import ReadRejection, read_reports
from pipelines.plain_errors import WrongRequest
from pipelines.tables.report_records import Records, report_records


class DuplicateName(WrongRequest):
    """Two reports would be written to one file."""


@dataclass(frozen=True, slots=True)
class CodedFile:
    """One report with its records, or the reason why it was rejected (`records` is None)."""

    uri: str
    records: Records | None
    reason: str | None = None

    @property
    def stem(self) -> str:
        """Name of its file of records: the report file's stem, with the line for JSON Lines."""
        path, _, line = self.uri.partition("#")
        stem = PurePosixPath(path).stem
        return f"{stem}-{line}" if line else stem


def code_paths(
    paths: Sequence[Path], defaults: Defaults, coder: Coder, *, any_topic: bool, now: datetime
) -> Iterator[CodedFile]:
    """Code the reports of files and folders, each alone. One that breaks the coder is rejected; the rest goes on."""
    for read in read_reports(paths, defaults, now):
        if isinstance(read, Skipped):
            continue
        if isinstance(read, ReadRejection):
            yield CodedFile(read.uri, None, read.rejection.reason)
        else:
            try:
                claims = read_by(coder, read.report, any_topic=any_topic)
            except CoderBroke as broke:
                yield CodedFile(read.uri, None, f"the coder broke on it, please report this: {broke}")
            else:
                yield CodedFile(read.uri, report_records(read.report, claims))


def write_coded(files: Sequence[CodedFile], folder: Path) -> None:
    """Write `<stem>.json` a report. DuplicateName before anything is written."""
    stems: dict[str, str] = {}
    for file in files:
        if file.stem in stems:
            raise DuplicateName(f"{stems[file.stem]} and {file.uri} would both be written to {file.stem}.json")
        stems[file.stem] = file.uri
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        text = json.dumps(file.records, ensure_ascii=False, indent=1)
        (folder / f"{file.stem}.json").write_text(text + "\n", encoding="utf-8")
