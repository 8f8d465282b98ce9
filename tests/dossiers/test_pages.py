"""What a person reads on the pages of a release: where a process stands, and the sentence behind each value."""

import csv
import io
import re
from datetime import date

import pytest

from pipelines.corrections.lines import read_lines
from pipelines.dossiers.policies_told import told_policy
from pipelines.dossiers.record_fields import LINES
from pipelines.tables.choice import CRITERIA, MEMBER_POLICIES, policies
from pipelines.validation.tableset import TableSet
from schemas.catalogue import CORE_TABLE_OF, TABLES
from schemas.codes import CODE_LISTS
from tests.corrections.sheets import correct, line, sheet
from tests.dossiers.sites import Page, pages_of, talks
from tests.scenario import Scenario, agreement, meeting


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Scenario:
    s = talks(tmp_path_factory.mktemp("talks") / "home")
    s.build()
    return s


@pytest.fixture(scope="module")
def files(home) -> dict[str, str]:
    return pages_of(home.tables())


def record(home: Scenario, files: dict[str, str], table: str) -> Page:
    (row,) = home.rows(table)
    return Page(files[f"records/{next(iter(row.values()))}.html"])


def field(page: Page, name: str) -> str:
    (found,) = [e for e in page.all("div", "field") if e.attributes["data-column"] == name]
    return " ".join(found.text.split())


def test_every_record_and_process_has_a_page_and_every_link_leads_somewhere(home, files):
    ids = [row[f"{kind}_id"] for kind, table in CORE_TABLE_OF.items() for row in home.rows(table)]
    assert {f"records/{i}.html" for i in ids} <= files.keys()
    read = {name: Page(text) for name, text in files.items() if name.endswith(".html")}
    for name, page in read.items():
        folder = name.rpartition("/")[0]
        for link in page.links:
            if link.startswith("https://"):
                continue
            path, _, anchor = link.partition("#")
            target = re.sub(r"^[^/]+/\.\./", "", f"{folder}/{path}" if folder else path) if path else name
            assert target in read, (name, link)
            assert not anchor or anchor in read[target].ids, (name, link)


def test_a_value_stands_on_a_sentence_of_what_came_to_pass(home, files):
    told = field(record(home, files, "meetings"), "place_name")
    assert told.startswith("Place Doha They met in Doha on March 5. Outlet b, 6 Mar 2025 [2]")
    assert "So say also [1] [4]" in told


def test_words_that_a_value_was_read_from_are_marked(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    rows = {name: [dict(r) for r in s.rows(name)] for name in TABLES}
    claims = {c["claim_id"]: c for c in rows["claims"]}
    for value in rows["claim_values"]:
        quote, start = claims[value["claim_id"]]["quote"], claims[value["claim_id"]]["span_start"]
        at = quote.find(value["value"])
        if at >= 0:
            value["span_start"], value["span_end"] = start + at, start + at + len(value["value"])
    (row,) = s.rows("meetings")
    page = Page(pages_of(TableSet.of_rows(rows))[f"records/{row['meeting_id']}.html"])
    assert {"Doha", "Cairo"} <= {mark.text for mark in page.all("mark")}


def test_dissent_stands_beside_the_winner_with_the_policy_that_chose(home, files):
    told = field(record(home, files, "meetings"), "place_name")
    assert "Other reports say Cairo The sides met in Cairo on March 5." in told
    assert told.endswith("Chosen: " + told_policy(policies()["meetings", "place_name"]) + ".")


def test_a_history_tells_each_step_with_who_reported_it(home, files):
    steps = [" ".join(e.text.split()) for e in record(home, files, "meetings").all("li", "step")]
    assert steps[0].startswith("Scheduled, planned for 5 Mar 2025 reported 1 Mar 2025 by Outlet a")
    assert steps[1].startswith("Held on 5 Mar 2025 reported 6 Mar 2025 by Outlet b")


def test_an_agreement_tells_its_provisions_and_where_it_was_reached(home, files):
    page = record(home, files, "agreements")
    assert "Figure up to 30 days" in page.text
    assert "Reached or tabled at 5 Mar 2025 Held Talks: Chad and Sudan" in page.text


def test_a_condition_tells_what_it_holds_up_and_that_it_was_met(home, files):
    assert "Holds up 5 Mar 2025 Held Talks: Chad and Sudan" in record(home, files, "conditions").text
    (process,) = [n for n in files if n.startswith("processes/")]
    text = Page(files[process]).text
    assert "Met or withdrawn 1 Met 7 Mar 2025" in text
    assert "holds up Talks: Chad and Sudan (held)" in text


def test_a_process_says_in_its_first_lines_where_it_stands(home, files):
    (process,) = [n for n in files if n.startswith("processes/")]
    page = Page(files[process])
    assert page.all("p", "lead")[0].text == "Last met 5 Mar 2025; nothing planned."
    (facts,) = page.all("dl", "standing")
    told = " ".join(facts.text.split())
    assert told.startswith("Held last Talks: Chad and Sudan 5 Mar 2025, Doha")
    assert "Next scheduled Nothing scheduled Overdue Nothing overdue Agreements in force Ceasefire" in told
    assert "Open conditions None reported Who says so 4 reports from 4 sources" in told


def test_the_start_page_lists_processes_meetings_and_open_conditions(home, files):
    page = Page(files["index.html"])
    assert "1 process, 1 meeting, 1 agreement, 1 condition, from 4 reports, published until 8 Mar 2025." in page.text
    assert "There is no earlier release" in page.text


def test_a_page_offers_id_citation_and_lines_for_a_correction(home, files):
    page = record(home, files, "meetings")
    (row,) = home.rows("meetings")
    texts = {e.attributes["id"]: e.text for e in page.elements if e.attributes.get("id", "").startswith("copy-")}
    assert texts["copy-id"] == row["meeting_id"]
    assert texts["copy-citation"].endswith(f" Meeting {row['meeting_id']}: Talks: Chad and Sudan, 5 Mar 2025 · Doha.")
    (given,) = csv.DictReader(io.StringIO(f"{texts['copy-header']}\n{texts['copy-3']}\n"))
    assert (given["field"], given["old_value"]) == ("place_name", "Doha")
    given |= {"new_value": "Cairo", "author": "A. Coder", "reason": "seen", "decided_on": "2025-04-01"}
    (read,) = read_lines(sheet(given), date(2026, 1, 1))
    assert read.faults == () and read.correction.new_value == "Cairo"


def test_pages_made_for_every_release_name_it_and_all_others_lead_there(files):
    (process,) = [n for n in files if n.startswith("processes/")]
    (meeting_page,) = [n for n in files if n.startswith("records/m-")]
    for name in ("index.html", "changes.html", "about.html"):
        assert Page(files[name]).all("p", "release")[0].text == "Release 26.1"
        assert "Parley, release 26.1, as reported until 8 Mar 2025." in files[name]
    assert "version 26.1 [data set]." in Page(files["index.html"]).text
    for name in (process, meeting_page):
        assert "26.1" not in files[name]
        assert '<a href="../index.html">Which release</a>' in files[name]
        assert 'the <a href="../index.html">start page</a> names the release' in files[name]
    assert "Release 26.1" in files["files/release.js"]


def test_every_claimed_column_has_its_line():
    for table, lines in LINES.items():
        claimed = {c.name for c in TABLES[table].columns if c.origin == "claimed"}
        assert claimed == {c for line in lines for c in line.columns}, table


def test_every_policy_and_criterion_has_words():
    for policy in {*policies().values(), *CRITERIA, *MEMBER_POLICIES, "lifecycle", "human"}:
        assert told_policy(policy)


def test_every_status_has_its_sign(files):
    about = Page(files["about.html"])
    for kind in CORE_TABLE_OF:
        assert len([1 for code in CODE_LISTS[f"{kind}_status"].values() if code.definition in about.text]) == len(
            CODE_LISTS[f"{kind}_status"]
        )
    drawn = {e.attributes["id"] for e in about.all("g")}
    assert {e.attributes["href"].removeprefix("#") for e in about.all("use")} <= drawn


def test_a_correction_is_told_with_who_decided_and_why(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    (row,) = s.rows("meetings")
    correct(
        s,
        line("override", table_name="meetings", record_id=row["meeting_id"], field="place_name", old_value="Doha",
             new_value="Muscat", reason="minutes of the talks"),
    )  # fmt: skip
    page = Page(pages_of(s.tables())[f"records/{row['meeting_id']}.html"])
    told = field(page, "place_name")
    assert "By hand: Ada, 30 Jun 2025: minutes of the talks" in told
    assert "Other reports say Doha" in told and told.endswith("Chosen: decided by a person.")
    assert "Applied: Override place_name: Doha → Muscat" in page.text


def test_the_changes_of_a_release_stand_with_old_and_new_values(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05", place="Doha"))
    s.build()
    s.report("b", "2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Doha"),
             agreement("a1", "agreed", "A truce.", date_start="2025-03-05", provision_kind="ceasefire"))  # fmt: skip
    s.build()
    files = pages_of(s.tables())
    page = Page(files["changes.html"])
    assert "Meetings 0 1 0 0 Agreements 1 0 0 0" in page.text
    assert "Status Scheduled → Held" in page.text
    (row,) = s.rows("meetings")
    assert f"records/{row['meeting_id']}.html" in page.links
    assert "Every change since release 26.1" in Page(files["index.html"]).text


def test_an_id_that_no_longer_stands_points_on(home):
    tables = {name: home.rows(name) for name in TABLES}
    (row,) = home.rows("meetings")
    moved = [{"old_id": "m-old2345672", "new_id": "m-mid2345672", "reason": "merged"}]
    moved.append({"old_id": "m-mid2345672", "new_id": row["meeting_id"], "reason": "merged"})
    files = pages_of(TableSet.of_rows({**tables, "redirects": moved}))
    assert f"../records/{row['meeting_id']}.html" in Page(files["records/m-old2345672.html"]).links


def test_a_release_without_records_still_has_a_start_page(tmp_path):
    s = Scenario(tmp_path / "home")
    s.build()
    files = pages_of(s.tables())
    assert "This release has no records." in Page(files["index.html"]).text
