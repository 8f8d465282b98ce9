"""The same reports give the same bytes: in another folder, in another order, with another hash seed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from pipelines.release.package import differing_files, files_of
from schemas.catalogue import TABLES
from tests.cli.commands import EXAMPLES, ROOT, User

_BUILD = """
import shutil, sys
from datetime import datetime, UTC
from pathlib import Path
from pipelines.coding.coder import RuleCoder
from pipelines.coding.recording import record_claims
from pipelines.home import Home
from pipelines.intake.draft import Defaults
from pipelines.intake.receiving import receive
from pipelines.ledger.selection import Selection
from pipelines.ledger.store import Ledger
from pipelines.release.promotion import promote
from pipelines.release.staging import Build, stage_changes, stage_findings
from pipelines.release.staging import stage_resolution, stage_selection, stage_tables
root, files = Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]]
home, before = Home(root, f"sqlite:///{root / 'ledger.sqlite'}"), root / "before.sqlite"
home.ensure()
ledger, coder = Ledger(home.ledger_url), RuleCoder()
if files:
    receive(ledger, files, Defaults(), now=datetime.now(UTC), cause="test")
    record_claims(ledger, coder, cause="test")
    shutil.copyfile(root / "ledger.sqlite", before)
build = Build(home, ledger, coder, Selection())
stage_selection(build); stage_resolution(build); stage_tables(build); stage_changes(build); stage_findings(build)
print(promote(build, now=datetime(2026, 6, 1, 12, tzinfo=UTC), cause="test").folder)
"""


def released(home: Path, files: list[Path], seed: str) -> Path:
    """The release that another process makes in a home, of files or of the ledger that lies there."""
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(home), *map(str, files)],
        env=User(home).environment(PYTHONHASHSEED=seed),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return Path(done.stdout.strip())


def test_folder_order_and_hash_seed_change_no_byte(tmp_path):
    """A ledger built twice gives the same files, all of them; another ledger of the same reports the same tables."""
    files = sorted(EXAMPLES.iterdir())
    first = released(tmp_path / "one", files, "0")
    again = tmp_path / "the same ledger, elsewhere"
    again.mkdir()
    shutil.copyfile(tmp_path / "one" / "before.sqlite", again / "ledger.sqlite")
    second = released(again, [], "424242")
    assert len(files_of(first)) > 60
    assert differing_files(first, second) == []
    other = released(tmp_path / "another home", [*files[5:][::-1], *files[:5]], "1")
    tables = [name for name in files_of(first) if name.endswith(".parquet")]
    assert len(tables) == len(TABLES)
    assert [name for name in tables if (first / name).read_bytes() != (other / name).read_bytes()] == []


def test_the_examples_tell_of_meetings_agreements_and_conditions(tmp_path):
    user = User(tmp_path / "home")
    records = [json.loads(part) for part in _objects(user.parley("code", EXAMPLES).out)]
    for table in ("meetings", "agreements", "conditions"):
        assert sum(len(r[table]) for r in records) >= 5, table


def _objects(text: str) -> list[str]:
    return [part if part.endswith("}") else part + "}" for part in text.strip().split("\n}\n")]
