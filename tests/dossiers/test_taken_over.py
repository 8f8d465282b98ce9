"""Pages taken over from the release before, of records or processes, have the bytes they would have if made again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.corrections.recording import retract
from pipelines.dossiers.site import site_files
from pipelines.dossiers.taken_over import taken_over
from pipelines.inspection.verification import verify
from pipelines.release.before import release_before
from pipelines.release.manifest import facts_in, read_manifest
from pipelines.validation.tableset import TableSet
from tests.corrections.sheets import TODAY, correct, line
from tests.dossiers.sites import talks
from tests.properties.test_ledgers import home, quick, reports
from tests.scenario import Scenario, meeting


def made_again(release: Path) -> dict[str, bytes]:
    """The site of a release, made from its tables alone."""
    return dict(site_files(TableSet(release), facts_in(read_manifest(release))))


def published(release: Path) -> dict[str, bytes]:
    site = release / "dossiers"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@settings(quick, max_examples=8)
@given(reports(most=5), st.lists(st.booleans(), min_size=6, max_size=6))
def test_whatever_came_in_every_page_is_as_if_made_again(told, choices):
    with home() as s:
        for one, builds in zip(told, choices, strict=False):
            one.write(s)
            if builds:
                s.build()
        s.build()
        if choices[-1]:
            withdrawn = s.rows("reports")[0]["report_id"]
            retract(s.ledger, withdrawn, reason="wrong", author=None, decided_on=TODAY, cause="test")
            s.build()
        latest = s.home.latest.resolve()
        assert published(latest) == made_again(latest)


@pytest.fixture
def grown(tmp_path) -> Scenario:
    """Two releases, the second with a meeting of others."""
    s = talks(tmp_path / "home")
    s.build()
    s.report("far", "2025-03-09", meeting("m1", "held", "Others met.", parties="Libya;Mali", date_start="2025-03-08"))
    s.build()
    return s


def test_what_nothing_touched_is_taken_over(grown):
    build = grown.stage()
    before = release_before(build)
    assert before is not None
    taken = taken_over(build.tables, before)
    assert len([path for path in taken.pages if path.startswith("records/")]) >= 2
    assert [path for path in taken.pages if path.startswith("processes/")] == ["processes/p-SDN-TCD.html"]
    assert published(grown.home.latest.resolve()) == made_again(grown.home.latest.resolve())


@pytest.mark.parametrize("action", ["override", "reject"])
def test_a_correction_shows_on_every_page_that_it_concerns(grown, action):
    row = next(r for r in grown.rows("meetings") if r["place_name"] == "Doha")
    cells = {"field": "place_name", "old_value": "Doha", "new_value": "Cairo"} if action == "override" else {}
    correct(grown, line(action, table_name="meetings", record_id=row["meeting_id"], **cells))
    assert published(grown.home.latest.resolve()) == made_again(grown.home.latest.resolve())


def test_a_copy_of_a_text_shows_on_the_pages_of_its_original(grown):
    grown.report("again", "2025-03-02", meeting("m1", "held", "Others met.", parties="Libya;Mali"), voice="far")
    grown.build()
    assert published(grown.home.latest.resolve()) == made_again(grown.home.latest.resolve())


def pages_in_both(s: Scenario) -> list[str]:
    """Pages that the last two releases hold as one file."""
    one, two = (s.home.releases / version / "dossiers" for version in ("26.1", "26.2"))
    return sorted(
        path
        for path in published(two.parent)
        if (one / path).is_file() and (one / path).stat().st_ino == (two / path).stat().st_ino
    )


def test_a_page_taken_over_is_one_file_of_both_releases(grown):
    both = pages_in_both(grown)
    assert "processes/p-SDN-TCD.html" in both and any(path.startswith("records/") for path in both)
    assert not {"index.html", "changes.html", "files/release.js"} & set(both)


def test_a_page_changed_after_publishing_is_found_in_either_release(grown):
    (path, *_) = pages_in_both(grown)
    page = grown.home.releases / "26.1" / "dossiers" / path
    page.write_bytes(page.read_bytes() + b" ")
    told = {v.subject: v.problem for v in verify(grown.home, grown.ledger, grown.coder, every_release=True)}
    for version in ("26.1", "26.2"):
        assert told[f"release {version}: checksums"] == f"dossiers/{path} was changed after publishing"


def test_a_page_replaced_in_one_release_stays_what_it_was_in_the_other(grown):
    (path, *_) = pages_in_both(grown)
    page = grown.home.releases / "26.2" / "dossiers" / path
    page.unlink()
    page.write_bytes(b"forged")
    told = {v.subject: v.problem for v in verify(grown.home, grown.ledger, grown.coder, every_release=True)}
    assert told["release 26.1: checksums"] is None
    assert told["release 26.2: checksums"] == f"dossiers/{path} was changed after publishing"


@pytest.mark.parametrize("lead", ["link", "folder", "nothing"])
def test_what_is_no_file_any_more_is_made_again(grown, lead, tmp_path):
    (path, *_) = pages_in_both(grown)
    page = grown.home.latest.resolve() / "dossiers" / path
    content = page.read_bytes()
    page.unlink()
    if lead == "link":
        (tmp_path / "same").write_bytes(content)
        page.symlink_to(tmp_path / "same")
    elif lead == "folder":
        page.mkdir()
    grown.report("more", "2025-03-10", meeting("m1", "held", "Again.", parties="Libya;Mali", date_start="2025-03-10"))
    grown.build()
    again = grown.home.latest.resolve() / "dossiers" / path
    assert again.read_bytes() == content and not again.is_symlink()


def test_where_the_file_system_knows_no_links_pages_are_copied(grown, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr("os.link", refuse)
    grown.report("more", "2025-03-10", meeting("m1", "held", "Again.", parties="Libya;Mali", date_start="2025-03-10"))
    grown.build()
    latest = grown.home.latest.resolve()
    assert published(latest) == made_again(latest)
    assert (latest / "dossiers" / "processes" / "p-SDN-TCD.html").stat().st_nlink == 1


def test_nothing_is_taken_over_from_a_release_that_was_changed(grown):
    latest = grown.home.latest.resolve()
    page = next((latest / "dossiers" / "records").iterdir())
    page.write_bytes(page.read_bytes().replace(b"<main", b"<main data-forged"))
    grown.report("more", "2025-03-10", meeting("m1", "held", "Again.", parties="Libya;Mali", date_start="2025-03-10"))
    grown.build()
    assert published(grown.home.latest.resolve()) == made_again(grown.home.latest.resolve())
    build = grown.stage()
    (grown.home.latest / "meetings.parquet").write_bytes(b"")
    assert release_before(build) is None
