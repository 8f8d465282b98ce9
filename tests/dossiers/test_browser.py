"""The dossiers in a real browser: opened from the disk, by keyboard alone, on a phone, without a script, on paper.

Skipped where no Chromium is installed; what needs axe-core is skipped where PARLEY_AXE names no copy of it.
`make dossier-check` gets both.
"""

import json
import os
from itertools import takewhile
from pathlib import Path

import pytest

from benchmarks.synthetic_release import SyntheticRelease
from pipelines.dossiers.site import CHANGES, site_files
from pipelines.validation.tableset import TableSet
from schemas.catalogue import TABLES
from tests.dossiers.chromium import MISSING, Chromium, browser_path, running
from tests.dossiers.hostile import FACTS_HOSTILE, hostile
from tests.dossiers.sites import FACTS, pages_of, talks, write
from tests.scenario import meeting

pytestmark = pytest.mark.skipif(browser_path() is None, reason=MISSING)

WIDTHS = (1440, 390)
KINDS = ("start", "changes", "about", "process", "record", "many", "one")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> dict[str, Path]:
    """Pages by kind: of a small home with two releases, and of synthetic processes with one and 300 meetings."""
    root = tmp_path_factory.mktemp("site")
    s = talks(root / "home")
    s.build()
    s.report("e", "2025-03-09", meeting("m1", "held", "They met for two days.", date_start="2025-03-05", place="Doha"))
    s.build()
    folder = s.home.latest.resolve() / "dossiers"
    (row,) = s.rows("meetings")
    many = write(pages_of(SyntheticRelease((1, 300)).tables()), root / "many")
    return {
        "start": folder / "index.html",
        "changes": folder / "changes.html",
        "about": folder / "about.html",
        "process": next((folder / "processes").iterdir()),
        "record": folder / "records" / f"{row['meeting_id']}.html",
        "many": many / "processes" / "p-001.html",
        "one": many / "processes" / "p-000.html",
    }


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with running(tmp_path_factory.mktemp("profile")) as chromium:
        yield chromium


@pytest.fixture(autouse=True)
def quiet(request):
    """No page writes to the console, breaks its policy, opens a dialog or asks for anything but files."""
    yield
    if "browser" in request.fixturenames:
        chromium = request.getfixturevalue("browser")
        said, chromium.said = chromium.said, []
        assert said == []


def focused(browser: Chromium) -> str:
    return str(browser.value("document.activeElement.textContent.trim() || document.activeElement.id"))


def tab_to(browser: Chromium, wanted: str, most: int = 80) -> None:
    """Press Tab until what has the focus says so."""
    for _ in range(most):
        browser.press("Tab")
        if wanted in focused(browser):
            return
    raise AssertionError(f"no Tab reaches {wanted!r}")


def enter(browser: Chromium) -> None:
    """Press Enter on a link to another page, and wait for that page."""
    browser.press("Enter")
    browser.wait_loaded()


def shown(browser: Chromium, selector: str) -> str:
    """The text of an element as it is seen."""
    return str(browser.value(f"document.querySelector({json.dumps(selector)}).innerText.trim()"))


def test_a_keyboard_leads_from_the_start_page_to_the_sentence_of_a_value(browser, site):
    browser.screen(1440)
    browser.open(site["start"].as_uri())
    tab_to(browser, "process")
    enter(browser)
    tab_to(browser, "Talks: Chad and Sudan")
    enter(browser)
    assert shown(browser, "h1") == "Talks: Chad and Sudan"
    tab_to(browser, "[2]")
    browser.press("Enter")
    browser.until("location.hash === '#s2'")
    assert "They met in Doha on March 5." in shown(browser, ":target")
    assert browser.value("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_search_finds_a_record_and_arrows_lead_to_it(browser, site):
    browser.screen(390)
    browser.open(site["start"].as_uri())
    tab_to(browser, "query")
    browser.type("doha HELD")
    browser.until("document.querySelectorAll('#results a').length === 1")
    assert shown(browser, "#found") == "1 record found."
    browser.press("ArrowDown")
    assert focused(browser) == "Talks: Chad and Sudan"
    browser.press("ArrowUp")
    assert focused(browser) == "query"
    browser.press("ArrowDown")
    enter(browser)
    assert shown(browser, "h1") == "Talks: Chad and Sudan"


def test_search_says_when_it_finds_nothing(browser, site):
    browser.open(site["start"].as_uri())
    tab_to(browser, "query")
    browser.type("zzz")
    browser.until("document.getElementById('found').textContent === 'Nothing found.'")


def test_an_earlier_day_shows_what_had_been_reported_by_then(browser, site):
    browser.screen(1440)
    browser.open(site["record"].as_uri())
    status, backed = "[data-column='status'] .value", ".backed"
    assert (shown(browser, status), "5 reports" in shown(browser, backed)) == ("Held", True)
    tab_to(browser, "(all reports)")
    for _ in range(4):
        browser.press("ArrowDown")
    browser.until("document.getElementById('known-on').value === '2025-03-01'")
    assert (shown(browser, status), "1 report from" in shown(browser, backed)) == ("Scheduled", True)
    assert "Shown as reported by the end of 1 Mar 2025" in shown(browser, "#known-note")
    assert "Cairo" not in shown(browser, "main").split("TO CITE")[0].split("To cite")[0]
    assert browser.value("[...document.querySelectorAll('.sentences > li')].filter(e => !e.hidden).length") == 1
    for _ in range(4):
        browser.press("ArrowUp")
    browser.until("document.getElementById('known-on').selectedIndex === 0")
    assert (shown(browser, status), shown(browser, "#known-note")) == ("Held", "")
    assert "Cairo" in shown(browser, "main")


def test_a_button_copies_what_stands_beside_it(browser, site):
    browser.open(site["record"].as_uri())
    tab_to(browser, "Copy id")
    browser.press("Enter")
    browser.until("document.getElementById('copied').textContent !== ''")
    assert site["record"].stem in shown(browser, "#copied") or "Marked" in shown(browser, "#copied")


def test_without_a_script_everything_but_search_is_there(browser, site):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(site["start"].as_uri())
        assert "Search needs JavaScript" in browser.command("DOM.getDocument", depth=-1).__str__()
        browser.open(site["record"].as_uri())
        everything = str(browser.command("DOM.getDocument", depth=-1))
        assert "They met in Doha on March 5." in everything and "Status history" in everything
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["start", "process", "record"])
def test_every_page_names_its_release_and_the_day_until_which_it_knows(browser, site, kind, width):
    browser.screen(width)
    browser.open(site[kind].as_uri())
    assert shown(browser, ".release") == "Release 26.2"
    assert shown(browser, "body > footer").startswith("Parley, release 26.2, as reported until 9 Mar 2025. Made from")
    assert browser.value("document.querySelectorAll('[data-release] a').length") == 0


def test_a_record_is_cited_with_its_release(browser, site):
    browser.open(site["record"].as_uri())
    assert "version 26.2 [data set]. Meeting m-" in shown(browser, "#copy-citation")


def test_without_a_script_a_page_leads_to_what_names_its_release(browser, site):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(site["record"].as_uri())
        tab_to(browser, "Which release")
        enter(browser)
        told = str(browser.command("DOM.getDocument", depth=-1))
        assert "Release 26.2" in told and "version 26.2 [data set]." in told
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


def test_printing_opens_what_is_folded(browser, site, tmp_path):
    browser.open(site["many"].as_uri())
    browser.value("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.value("[...document.querySelectorAll('details')].every(e => e.open)")
    browser.paper(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


_CUT = """
(() => {
  const odd = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) odd.push("the page is wider than the screen");
  for (const svg of document.querySelectorAll("svg.timeline")) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map((t) => [t.textContent, t.getBoundingClientRect()]);
    for (const [words, box] of texts) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) odd.push("cut: " + words);
    }
    for (const [words, a] of texts) for (const [other, b] of texts) {
      if (words < other && a.left < b.right - 1 && b.left < a.right - 1 && a.top + 3 < b.bottom - 3
          && b.top + 3 < a.bottom - 3) odd.push(words + " lies on " + other);
    }
  }
  for (const e of document.querySelectorAll("main *")) {
    const box = e.getBoundingClientRect();
    if (box.width && box.right > width + 1) odd.push("beyond the edge: " + e.tagName + " " + e.className);
  }
  return odd;
})()
"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_or_lies_on_another_at_any_width(browser, site, kind, width):
    browser.screen(width)
    browser.open(site[kind].as_uri())
    assert browser.value(_CUT) == []


def test_hostile_text_runs_nothing_and_breaks_no_page(browser, tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    tables = TableSet.of_rows({name: s.rows(name) for name in TABLES})
    folder = write(pages_of(hostile(tables), FACTS_HOSTILE), tmp_path / "site")
    browser.screen(390)
    for page in sorted(folder.rglob("*.html")):
        browser.open(page.as_uri())
        assert browser.value(_CUT) == [], page.name
    browser.open((folder / "index.html").as_uri())
    tab_to(browser, "query")
    browser.type("talks")
    browser.until("document.querySelectorAll('#results a').length > 0")
    assert browser.value("document.querySelectorAll('#results img, #results script').length") == 0
    assert browser.value(_CUT) == []


def test_the_start_page_of_five_thousand_records_opens_and_searches_in_a_second(browser, tmp_path):
    tables = SyntheticRelease((300, 1, *[222] * 11)).tables()
    first = takewhile(lambda file: file[0] != CHANGES, site_files(tables, FACTS))
    folder = write({name: content.decode() for name, content in first}, tmp_path / "site")
    times = []
    for _ in range(3):
        browser.open((folder / "index.html").as_uri())
        times.append(browser.value("performance.getEntriesByType('navigation')[0].loadEventEnd"))
    assert min(times) < 1000, times
    tab_to(browser, "query")
    browser.type("doha")
    browser.until("document.querySelectorAll('#results a').length === 50")
    took = browser.value(
        "(() => { const q = document.getElementById('query'); q.value = 'doha held'; const t = performance.now();"
        " q.dispatchEvent(new Event('input')); return performance.now() - t; })()"
    )
    assert took < 1000


@pytest.mark.skipif("PARLEY_AXE" not in os.environ, reason="PARLEY_AXE names no axe.min.js; `make dossier-check` does")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_serious_fault(browser, site, kind, width, dark):
    browser.screen(width, dark=dark)
    browser.open(site[kind].as_uri())
    browser.value("for (const d of document.querySelectorAll('details')) d.open = true")
    browser.value(Path(os.environ["PARLEY_AXE"]).read_text(encoding="utf-8") + "; 0")
    told = "[v.impact, v.id, v.nodes.length, v.nodes[0].html]"
    found = browser.value(f"axe.run({{preload: false}}).then((r) => r.violations.map((v) => {told}))")
    assert [f for f in found if f[0] in ("serious", "critical")] == []
