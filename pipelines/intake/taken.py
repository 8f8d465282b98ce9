"""Files of the inbox that were taken in whole and have not changed since: they need not be read again.

Belongs here: telling that a file is unchanged, by size, times and inode, and how many reports it holds. A file with a
rejected input is not remembered: what is no report today may be one tomorrow. Does not belong here: for which ledger
and code it holds (`pipelines.release.kept`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipelines.intake.receiving import Item

#: seconds; a file changed so shortly before it was read may change again within one tick of the file system's clock
_TICK = 2.0
Stamp = tuple[int, int, int, int]


@dataclass(slots=True)
class TakenFiles:
    """The files of an inbox at one moment, seconds since 1970. `before`: stamp and number of reports, by file."""

    moment: float
    before: Mapping[str, tuple[Stamp, int]] = field(default_factory=dict)
    _looked_at: dict[str, Stamp] = field(default_factory=dict)
    _unchanged: set[str] = field(default_factory=set)

    def is_unchanged(self, path: Path) -> bool:
        """Whether a file is as it was when it was taken in; one that is not is stamped before it is read.

        FileNotFoundError for a file, or the end of a link, that is not there.
        """
        stat = path.stat()
        stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        if str(path) in self.before and self.before[str(path)][0] == stamp:
            self._unchanged.add(str(path))
            return True
        if self.moment - stat.st_ctime > _TICK:
            self._looked_at[str(path)] = stamp
        return False

    def with_unchanged(self, items: Iterable[Item]) -> Iterator[Item]:
        """What became of each input, where unchanged files were left alone: all of their reports are duplicates."""
        for item in items:
            if str(item.file) in self._unchanged:
                yield from (replace(item, outcome="duplicate") for _ in range(self.before[str(item.file)][1]))
            else:
                yield item

    def after(self, items: Iterable[Item]) -> dict[str, tuple[Stamp, int]]:
        """The files to remember, given what became of each input."""
        reports: Counter[str] = Counter()
        odd: set[str] = set()
        for item in items:
            if item.outcome in ("rejected", "skipped"):
                odd.add(str(item.file))
            else:
                reports[str(item.file)] += 1
        read = {file: (self._looked_at[file], n) for file, n in reports.items() if file in self._looked_at}
        known = {file: self.before[file] for file in self._unchanged}
        return {file: told for file, told in (known | read).items() if file not in odd}


def read_taken(told: Any) -> dict[str, tuple[Stamp, int]]:
    """Files as `after` gave them, from plain JSON. ValueError for anything else."""
    found = {}
    for uri, (stamp, n) in dict(told).items():
        size, mtime, ctime, inode = map(int, stamp)
        found[str(uri)] = ((size, mtime, ctime, inode), int(n))
    return found
