"""The same reports give the same bytes: in another folder, in another order, with another hash seed."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from tests.cli.commands import EXAMPLES, ROOT, User

_BUILD = """
import json, sys
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
home = Home(root, f"sqlite:///{root / 'ledger.sqlite'}")
home.ensure()
ledger, coder = Ledger(home.ledger_url), RuleCoder()
receive(ledger, files, Defaults(), now=datetime.now(UTC), cause="test")
record_claims(ledger, coder, cause="test")
build = Build(home, ledger, coder, Selection())
stage_selection(build); stage_resolution(build); stage_tables(build); stage_changes(build); stage_findings(build)
print(promote(build, now=datetime.now(UTC), cause="test").folder)
"""


def hashes(home: Path, files: list[Path], seed: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(home), *map(str, files)],
        env=User(home).environment(PYTHONHASHSEED=seed),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    folder = Path(done.stdout.strip())
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.glob("*.parquet"))}


def test_folder_order_and_hash_seed_change_no_byte(tmp_path):
    files = sorted(EXAMPLES.iterdir())
    first = hashes(tmp_path / "one", files, "0")
    assert len(first) >= 24
    assert hashes(tmp_path / "another home", files[::-1], "1") == first
    assert hashes(tmp_path / "three", files[5:] + files[:5], "424242") == first


def test_the_examples_tell_of_meetings_agreements_and_conditions(tmp_path):
    user = User(tmp_path / "home")
    records = [json.loads(part) for part in _objects(user.parley("code", EXAMPLES).out)]
    for table in ("meetings", "agreements", "conditions"):
        assert sum(len(r[table]) for r in records) >= 5, table


def _objects(text: str) -> list[str]:
    return [part if part.endswith("}") else part + "}" for part in text.strip().split("\n}\n")]
