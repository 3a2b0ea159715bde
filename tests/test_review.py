"""Review: what is uncertain is handed out, decided, taken back, and holds from then on."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import python_calamine
import xlsxwriter
from small_reports import ID, NOTHING, small_report

from samgraf import api, cli
from samgraf.errors import ReviewError
from samgraf.graph.report import to_quads
from samgraf.reference import load_reference
from samgraf.review import allowed, records, sheet, work
from samgraf.review.corrections import apply_corrections
from samgraf.review.page import to_html
from samgraf.review.records import Correction
from samgraf.review.register import Confirmed, enter
from samgraf.review.statements import review_quads
from samgraf.review.things import Thing, things
from samgraf.review.uncertain import Row, in_order, uncertain
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from samgraf.reports.model import Report

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "vastmanland-2023.docx"
NOON = datetime(2024, 2, 1, 12, 0, tzinfo=UTC)
COLUMNS = list(sheet.COLUMNS)
HOSTILE = [
    "=1+1",
    "+46",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "\tx",
    "a\x00b\x1bc",
    "x" * 40_000,
    "<script>alert(1)</script>",
    "https://x.se",
]


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may write into the checkout, or listen to the machine's settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAMGRAF_WORKSPACE", raising=False)
    monkeypatch.delenv("SAMGRAF_LANG", raising=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a workspace that holds the example report, and the sheet of what is uncertain in it."""
    place = tmp_path_factory.mktemp("built")
    assert cli.main(["--workspace", str(place / "data"), "build", str(EXAMPLE)]) == 0
    export(Workspace.open(place / "data"))
    return place


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Workspace:
    """Return a workspace of its own that holds the example report, the sheet beside it."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Workspace.open(tmp_path / "data")


@pytest.fixture(scope="module")
def as_it_reads(built: Path) -> Report:
    """Return the example report as the workspace's source reads, with nothing decided."""
    workspace = Workspace.open(built / "data")
    return work.read_again(workspace, "19-2023", work.reference_of(workspace.path))


@pytest.fixture
def read_before(as_it_reads: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the report as it was read once: for tests in which nothing is changed."""
    monkeypatch.setattr(work, "read_again", lambda _workspace, _key, _reference: as_it_reads)


def exported(workspace: Workspace) -> Path:
    """Return the sheet that was made before anything was decided."""
    return workspace.path.parent / "ark.xlsx"


def export(workspace: Workspace, name: str = "ark.xlsx", *options: str) -> Path:
    """Return a sheet of what is uncertain in a workspace."""
    path = workspace.path.parent / name
    assert cli.main(["--workspace", str(workspace.path), "review", "export", str(path), *options]) == 0
    return path


def cells(path: Path) -> list[list[str]]:
    """Return the rows of a sheet, its head first, as a person sees them."""
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet.SHEET).to_python()
    return [[str(cell) for cell in row] for row in rows]


def decide(path: Path, where: dict[str, str], name: str = "ifyllt.xlsx", **said: str) -> Path:
    """Return a copy of a sheet in which every row that holds these words is decided."""
    rows = cells(path)
    changed = 0
    for row in rows[1:]:
        if all(text in row[COLUMNS.index(column)] for column, text in where.items()):
            changed += 1
            for column, text in {"who": "Anna", **said}.items():
                row[COLUMNS.index(column)] = text
    assert changed, where
    target = path.parent / name
    with xlsxwriter.Workbook(str(target)) as book:
        to = book.add_worksheet(sheet.SHEET)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                to.write_string(at, column, text)
    return target


def apply(workspace: Workspace, path: Path) -> work.Applied:
    """Return what applying a sheet led to, at noon."""
    return work.apply_sheet(workspace, path, clock=lambda: NOON)


def graph(workspace: Workspace) -> list[ox.Quad]:
    """Return the statements of the example report."""
    return list(ox.parse(workspace.graph_bytes("19-2023"), ox.RdfFormat.N_QUADS))


def ask(workspace: Workspace, text: str) -> list[tuple[str, ...]]:
    """Return the rows of a query over the workspace."""
    rows = api.open(workspace.path).store.query(text)
    assert isinstance(rows, ox.QuerySolutions)
    return sorted(tuple(term.value if term else "" for term in row) for row in rows)


def record_of(thing: Thing, decision: records.Decision, **new: records.Value) -> Correction:
    """Return a decision about a thing."""
    return Correction(
        id=f"id-{thing.key}", key=thing.key, kind=thing.kind, report="19-2023", question=thing.question, insats=thing.insats,
        surface=thing.surface, decision=decision, new=new, who="Anna", when=NOON.isoformat(), source="0" * 64, quote=thing.quote,
    )  # fmt: skip


def thing_of(report: Report, kind: str, surface: str) -> Thing:
    """Return the first thing of a kind with these words."""
    return next(thing for thing in things(report) if thing.kind == kind and surface in thing.surface)


def test_a_confirmed_name_enters_the_register_and_holds_in_the_next_reading(workspace: Workspace) -> None:
    """A name that somebody has vouched for must not be asked about again, here or in next year's report."""
    done = decide(
        export(workspace), {"reading": "Fokus Järnväg", "quote": "I våras startade"}, decision="rätt", why="Känd"
    )
    applied = apply(workspace, done)
    iri = f"{ID}actor/local/19/fokus-jarnvag"

    assert (applied.added, applied.names) == (1, 1)
    assert any(actor.iri == iri for actor in load_reference(workspace.path / "reference").actors)
    assert ask(workspace, f"SELECT ?name {{ <{iri}> sg:name ?name }}") == [("Fokus Järnväg",)]
    assert ask(
        workspace,
        f"SELECT ?s {{ ?m sg:actor <{iri}> ; sg:asWritten 'Fokus Järnväg' ; sg:hasEvidence/sg:reviewStatus/sg:name ?s }}",
    ) == [("bekräftad",)]
    assert "Fokus Järnväg" not in {
        row["surface"] for row in api.open(workspace.path).ask("unresolved-names").to_dicts()
    }
    assert not any("Fokus Järnväg" in row[COLUMNS.index("reading")] for row in cells(export(workspace, "igen.xlsx")))


def test_building_again_gives_the_same_facts(workspace: Workspace) -> None:
    """Decisions that are lost at the next reading are not worth making."""
    sheet_file = exported(workspace)
    for number, (where, said) in enumerate([
        ({"reading": "Fokus Järnväg"}, {"decision": "rätt"}),
        ({"reading": "NCP ["}, {"decision": "fel", "why": "en roll"}),
        ({"doubt": "horisont"}, {"decision": "ändra", "value": "lång sikt (long)"}),
    ]):  # fmt: skip
        apply(workspace, decide(sheet_file, where, f"{number}.xlsx", **said))
    before = workspace.graph_bytes("19-2023")

    assert cli.main(["--workspace", str(workspace.path), "build", str(EXAMPLE)]) == 0
    assert workspace.graph_bytes("19-2023") == before
    assert len(ask(workspace, "SELECT ?h { ?e sg:assessedHorizon ?h . ?h sg:method 'review' }")) >= 10


def test_reading_again_without_decisions_changes_nothing(workspace: Workspace) -> None:
    """The sheet is made from the source as it reads now: that must be what is stored."""
    before = workspace.graph_bytes("19-2023")
    reference = work.reference_of(workspace.path)

    assert work.rebuild(workspace, work.read_again(workspace, "19-2023", reference), reference) == ()
    assert workspace.graph_bytes("19-2023") == before


def test_the_same_sheet_twice_adds_nothing(workspace: Workspace) -> None:
    """People send the same file twice."""
    done = decide(exported(workspace), {"doubt": "aktör som inget register har"}, decision="rätt")
    first = apply(workspace, done)
    kept = records.records_path(workspace.path, "19-2023").read_bytes()
    register = (workspace.path / "reference" / "local-19.ttl").read_bytes()
    stored = workspace.graph_bytes("19-2023")
    again = apply(workspace, done)

    assert first.added >= 10
    assert (again.added, again.names, again.known) == (0, 0, first.added)
    assert records.records_path(workspace.path, "19-2023").read_bytes() == kept
    assert (workspace.path / "reference" / "local-19.ttl").read_bytes() == register
    assert workspace.graph_bytes("19-2023") == stored


def test_every_confirmed_name_holds_though_the_register_changes_the_reading(workspace: Workspace) -> None:
    """A name in the register can be read in more of its words than the grammar had found."""
    apply(workspace, decide(exported(workspace), {"doubt": "aktör som inget register har"}, decision="rätt"))

    assert cli.main(["--workspace", str(workspace.path), "review", "status"]) == 0


def test_a_rejected_reading_leaves_the_answers_and_stays_in_the_review_graph(workspace: Workspace) -> None:
    """What was wrong must not count, but who said so, when and why must be found."""
    done = decide(exported(workspace), {"reading": "NCP ["}, decision="fel", why="en roll")
    apply(workspace, done)
    review = "https://w3id.org/samgraf/graph/19/2023/review"

    assert ask(workspace, "SELECT ?m { ?m sg:hasEvidence ?e ; sg:asWritten 'NCP' }") == []
    assert ask(
        workspace,
        f"SELECT ?who ?when ?why ?was {{ GRAPH <{review}> {{ ?c a sg:Correction ; sg:decision <{ID}review/rejected> ; "
        "sg:correctedText 'NCP' ; prov:wasAttributedTo/sg:name ?who ; prov:generatedAtTime ?when ; sg:correctionReason ?why ; sg:readAs ?was } }",
    ) == [("Anna", "2024-02-01T12:00:00Z", "en roll", "NCP")]


def test_what_was_reported_stays_beside_the_correction(workspace: Workspace) -> None:
    """The report is the region's word; a correction is ours."""
    done = decide(exported(workspace), {"reading": "Competence"}, decision="ändra", value="Competence Sweden [Company]")
    apply(workspace, done)
    iri = f"{ID}actor/local/19/competence-sweden"

    assert ask(
        workspace,
        f"SELECT ?w ?s {{ ?p sg:actor <{iri}> ; sg:asWritten ?w ; sg:hasEvidence/sg:reviewStatus/sg:name ?s }}",
    ) == [("Competence", "rättad")]
    assert 'skos:altLabel "Competence"' in (workspace.path / "reference" / "local-19.ttl").read_text("utf-8")


def test_a_decision_whose_sentence_has_changed_is_told_and_not_followed(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new version of the report may say something else: nobody has decided about that."""
    apply(workspace, decide(exported(workspace), {"reading": "NCP ["}, decision="fel"))
    later = workspace.path.parent / "ny-version.docx"
    with zipfile.ZipFile(EXAMPLE) as old, zipfile.ZipFile(later, "w") as new:
        for each in old.infolist():
            data = old.read(each)
            changed = (
                data.replace(b"(NCP) och delegaterna", b"(NCP) samt delegaterna")
                if each.filename == "word/document.xml"
                else data
            )
            assert each.filename != "word/document.xml" or changed != data
            new.writestr(each, changed)
    capsys.readouterr()

    assert cli.main(["--workspace", str(workspace.path), "build", str(later)]) == 0
    assert "1 inaktuella" in capsys.readouterr().out
    assert cli.main(["--workspace", str(workspace.path), "review", "status", "19-2023"]) == 1
    assert (
        "inaktuella, citatet står inte längre i källan: NCP (fråga 10.3.interreg, Anna 2024-02-01)"
        in capsys.readouterr().out
    )
    assert any(
        "NCP" in quad.object.value for quad in graph(workspace) if quad.predicate.value.endswith("correctedText")
    )


def test_a_report_with_other_text_around_keeps_its_decisions() -> None:
    """A decision rests on its sentence, not on positions: a paragraph added before it changes nothing."""
    text = small_report().document.text
    report, moved = small_report(), small_report(text=text.replace("Fråga 3.3", "Ny rad.\nFråga 3.3"))
    record = record_of(thing_of(report, "figure", "43,8"), "rejected")
    corrected, outcomes = apply_corrections(moved, [record])

    assert [thing.key for thing in things(report)] == [thing.key for thing in things(moved)]
    assert [outcome.state for outcome in outcomes] == ["applied"]
    assert corrected.entries[0].cell("outputs").mentions.figures == ()


def test_a_confirmed_name_that_is_read_in_more_words_keeps_its_decision() -> None:
    """A new version of the program may find the whole of a name where it had found a part."""
    report = small_report()
    answer = report.answers[0]
    actor = answer.mentions.actors[0]
    longer = replace(actor, start=actor.start - 3, surface=f"om {actor.surface}")
    later = replace(
        report, answers=(replace(answer, mentions=replace(answer.mentions, actors=(longer,))), *report.answers[1:])
    )
    thing = thing_of(report, "actor", "Fiskrådet")
    new = {"actor": f"{ID}actor/local/19/fiskradet", "name": "Fiskrådet", "kind": "Network"}

    held, outcomes = apply_corrections(later, [record_of(thing, "confirmed", **new)])
    assert held.answers[0].mentions.actors[0].actor == new["actor"]
    assert [outcome.state for outcome in outcomes] == ["applied"]
    assert [o.state for o in apply_corrections(later, [record_of(thing, "rejected")])[1]] == ["missing"]


def test_each_kind_of_thing_can_be_rejected_and_confirmed() -> None:
    """A kind that is forgotten somewhere would be asked about and then not heard."""
    report = small_report()
    found = things(report)

    assert {thing.kind for thing in found} == {
        "actor",
        "role",
        "group",
        "goal",
        "fund",
        "figure",
        "period",
        "basis",
        "horizon",
        "entry",
        "cell",
    }
    for thing in found:
        for decision in ("confirmed", "rejected"):
            corrected, outcomes = apply_corrections(report, [record_of(thing, decision)])
            assert [outcome.state for outcome in outcomes] == ["applied"], thing.key
            assert corrected != report, (thing.kind, decision)
            assert to_quads(corrected, NOTHING)
            assert review_quads(outcomes, "19", 2023)


def test_what_is_confirmed_is_evidence_of_its_own() -> None:
    """Two facts in the same words can differ in that only one is reviewed."""
    report = small_report()
    corrected, _ = apply_corrections(report, [record_of(thing_of(report, "figure", "43,8"), "confirmed")])
    status = {
        quad.object.value.rpartition("/")[2]
        for quad in to_quads(corrected, NOTHING)
        if quad.predicate.value.endswith("/reviewStatus")
    }

    assert status == {"confirmed", "unreviewed"}


def test_the_last_decision_holds() -> None:
    """People change their minds."""
    report = small_report()
    thing = thing_of(report, "role", "Almby")
    corrected, _ = apply_corrections(
        report, [record_of(thing, "rejected"), record_of(thing, "corrected", role="owner")]
    )

    assert corrected.entries[0].cell("outputs").mentions.actors[0].role == "owner"


def test_every_value_that_is_offered_is_taken(workspace: Workspace, as_it_reads: Report) -> None:
    """A drop-list that offers what is then refused is a trap."""
    reference, read = work.reference_of(workspace.path), as_it_reads
    offered = 0
    for thing in things(read):
        for choice in allowed.choices(thing, reference, "19"):
            offered += 1
            assert allowed.new_values(choice.label, thing, reference, "19") == choice.new
            assert records._may_be(thing.kind, choice.new), choice
            apply_corrections(read, [record_of(thing, "corrected", **choice.new)]) if offered % 200 == 0 else None

    assert offered > 500


@pytest.mark.parametrize(
    ("text", "new"),
    [("2022–2024", (2022, 2024)), ("2022-", (2022, None)), ("–2024", (None, 2024)), ("2023", (2023, 2023))],
)
def test_a_period_is_written_as_people_write_it(text: str, new: tuple[int | None, int | None]) -> None:
    """There is no list to choose a period from."""
    thing = thing_of(small_report(), "period", "2022")
    found = allowed.new_values(text, thing, NOTHING, "19")

    assert (found["start_year"], found["end_year"]) == new


@pytest.mark.parametrize(
    ("kind", "surface", "text"),
    [("period", "2022", "snart"), ("period", "2022", "2024–2022"), ("figure", "43,8", "många"), ("role", "Almby", "chef"), ("cell", "Tre möten", "x"),
     ("goal", "RUS", "delmål 99"), ("actor", "Almby", "https://example.org/x"), ("actor", "Almby", "Fiskrådet [Fisk]"), ("entry", "Fiskrådet", "x" * 300), ("entry", "Fiskrådet", "a\x07b")],
)  # fmt: skip
def test_a_value_that_is_not_allowed_says_why(kind: str, surface: str, text: str) -> None:
    """The person at the sheet must know what to write instead."""
    with pytest.raises(allowed.NotAllowedError) as error:
        allowed.new_values(text, thing_of(small_report(), kind, surface), NOTHING, "19")

    assert error.value.sv
    assert error.value.en


def test_the_order_is_by_how_many_rows_are_likely_wrong() -> None:
    """An hour of review should mend as many answers as it can."""
    report = small_report()
    period = replace(thing_of(report, "period", "2022"), confidence=0.2)
    goal = replace(thing_of(report, "goal", "RUS"), confidence=0.6)
    rows = [
        ("a", Row((period,), "period")),
        ("b", Row((replace(goal, rows=1),), "goal")),
        ("c", Row((replace(goal, rows=9),), "goal")),
    ]

    assert [name for name, _ in in_order(rows)] == ["c", "a", "b"]


def test_a_name_in_several_places_is_one_row() -> None:
    """Nobody wants to answer the same question twelve times."""
    report = small_report()
    answer = report.answers[0]
    report = replace(report, answers=(answer, replace(answer, question="3.5")))
    rows = [row for row in uncertain(things(report), ()) if row.doubt == "unknown-actor"]

    assert [len(row.things) for row in rows] == [2]
    assert len({thing.key for thing in rows[0].things}) == 2


@pytest.mark.usefixtures("read_before")
def test_limit_and_below_make_the_sheet_shorter(workspace: Workspace) -> None:
    """One has an hour, not a week."""
    whole, sure = cells(exported(workspace)), cells(export(workspace, "b.xlsx", "--below", "0.3"))

    assert len(cells(export(workspace, "c.xlsx", "--limit", "3"))) == 4
    assert 1 < len(sure) < len(whole)
    assert export(workspace, "d.xlsx").read_bytes() == export(workspace, "e.xlsx").read_bytes()


def line(text: str) -> sheet.Line:
    """Return a row of a sheet that says a text everywhere."""
    return sheet.Line(1, text, text, text, (text, text), text, 0.5, 1, text, text, text, text, "actor", (text[:100],))


def test_hostile_text_stays_text_in_the_sheet(tmp_path: Path) -> None:
    """A report is written by strangers; a cell that begins as a formula would be run."""
    path = tmp_path / "ark.xlsx"
    path.write_bytes(sheet.to_xlsx(tuple(line(text) for text in HOSTILE)))
    with zipfile.ZipFile(path) as archive:
        xml = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    quotes = [row[COLUMNS.index("quote")] for row in cells(path)[1:]]

    assert not any("<f>" in each or "<hyperlink" in each for each in xml)
    assert quotes[:5] == HOSTILE[:5]
    assert quotes[6] == "a\ufffdb\ufffdc"
    assert len(quotes[7]) == sheet.LONGEST
    assert quotes[7].endswith("…")


def test_hostile_text_stays_text_on_the_page() -> None:
    """The same strangers, in a browser."""
    page = to_html(tuple(line(text) for text in HOSTILE)).decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(?:src|href)=", page)


def test_the_page_says_what_its_figures_are_and_where_decisions_are_written() -> None:
    """A line "säkerhet 0.30 · rader 7" is for those who know the sheet."""
    page, english = (to_html((line("Almby"),), lang).decode() for lang in ("sv", "en"))

    assert re.search(r"säkerhet 0,\d\d av 1 · \d+ rad(?:er)? i svaren vilar på det", page)
    assert "besluten skrivs i kalkylarket" in page
    assert re.search(r"certainty 0\.\d\d of 1 · \d+ rows? of answers", english)


@pytest.mark.usefixtures("read_before")
def test_the_page_has_the_rows_in_the_order_of_the_sheet(workspace: Workspace) -> None:
    """Who reads on paper and who fills in must be able to talk to each other."""
    page = export(workspace, "sida.html").read_text("utf-8")
    heads = re.findall(r"<h2>(\d+)\. ", page)

    assert len(heads) == len(cells(exported(workspace))) - 1
    assert heads[:3] == ["1", "2", "3"]


@pytest.mark.usefixtures("read_before")
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"decision": "kanske"}, "kanske"),
        ({"decision": "ändra"}, "nytt värde"),
        ({"decision": "rätt", "value": "Något"}, "inte ändra"),
        ({"decision": "rätt", "who": ""}, "--who"),
        ({"decision": "rätt", "key": "19-2023 actor.0.0"}, "finns inte i rapporten"),
        ({"decision": "rätt", "key": "25-2023 actor.0.0"}, "25-2023"),
        ({"decision": "ändra", "value": "x" * 5000}, "tecken"),
        ({"decision": "rätt", "why": "x" * 5000}, "för lång"),
    ],
    ids=[
        "no such decision",
        "no value",
        "value without change",
        "nobody",
        "unknown key",
        "unknown report",
        "long value",
        "long comment",
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_done(workspace: Workspace, said: dict[str, str], why: str) -> None:
    """Half a sheet applied is worse than none: nobody knows which half."""
    uncertain_sheet = exported(workspace)
    good = decide(uncertain_sheet, {"reading": "NCP ["}, "a.xlsx", decision="fel")
    bad = decide(good, {"reading": "Fokus Järnväg"}, "b.xlsx", **said)
    before = workspace.graph_bytes("19-2023")
    with pytest.raises(ReviewError, match="rad ") as error:
        apply(workspace, bad)

    assert why in error.value.sv
    assert error.value.en
    assert not records.records_path(workspace.path, "19-2023").exists()
    assert workspace.graph_bytes("19-2023") == before


@pytest.mark.usefixtures("read_before")
def test_two_rows_about_the_same_thing_are_refused(workspace: Workspace) -> None:
    """A row that was copied would be decided twice."""
    uncertain_sheet = exported(workspace)
    key = next(row[-1] for row in cells(uncertain_sheet)[1:] if "NCP [" in row[COLUMNS.index("reading")])
    bad = decide(
        decide(uncertain_sheet, {"reading": "NCP ["}, "a.xlsx", decision="fel"),
        {"reading": "Fokus Järnväg"},
        decision="rätt",
        key=key,
    )

    with pytest.raises(ReviewError, match="samma sak"):
        apply(workspace, bad)


def test_a_file_that_is_not_ours_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    """The wrong file in the folder is the commonest mistake."""
    (tmp_path / "text.xlsx").write_text("inte en xlsx")
    with xlsxwriter.Workbook(str(tmp_path / "annat.xlsx")) as book:
        book.add_worksheet("Budget").write_string(0, 0, "kr")
    with xlsxwriter.Workbook(str(tmp_path / "bladet.xlsx")) as book:
        book.add_worksheet(sheet.SHEET).write_string(0, 0, "kr")
    with xlsxwriter.Workbook(str(tmp_path / "langt-bort.xlsx")) as book:
        book.add_worksheet(sheet.SHEET).write_string(1_048_575, 16_383, "x")
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)

    for name in ("text.xlsx", "annat.xlsx", "bladet.xlsx", "langt-bort.xlsx", "bomb.xlsx", "saknas.xlsx", "."):
        with pytest.raises(ReviewError) as error:
            apply(workspace, tmp_path / name)
        assert name in error.value.sv


def test_a_torn_line_is_passed_over_and_told(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """A power cut leaves half a line; the decisions before it and after it must hold."""
    uncertain_sheet = exported(workspace)
    apply(workspace, decide(uncertain_sheet, {"reading": "NCP ["}, decision="fel"))
    path = records.records_path(workspace.path, "19-2023")
    with path.open("ab") as file:
        file.write(b'{"id": "halv')
    apply(workspace, decide(uncertain_sheet, {"reading": "Fokus Järnväg"}, decision="rätt"))
    found, broken = records.read_records(path)

    assert [record.surface for record in found] == ["NCP", "Fokus Järnväg"]
    assert [each.number for each in broken] == [2]
    assert cli.main(["--workspace", str(workspace.path), "review", "status"]) == 1
    told = capsys.readouterr().out
    assert "19-2023.jsonl:2: raden är inte hel JSON och följs inte. Rätta raden" in told
    cli.main(["--workspace", str(workspace.path), "build", str(EXAMPLE)])
    assert "19-2023.jsonl:2: raden är inte hel JSON och följs inte. Rätta raden" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"decision": "kanske"}, 'beslutet "kanske" är inget av confirmed, rejected, corrected'),
        ({"kind": "sak"}, 'slaget "sak" finns inte'),
        ({"new": {"role": "owner"}}, 'nytt värde som inte går: {"role": "owner"}'),
        ({"quote": 3}, "quote är ingen text"),
        ({"who": None}, "who är ingen text"),
    ],
)
def test_what_is_wrong_with_a_record_is_told(tmp_path: Path, changes: dict[str, object], told: str) -> None:
    """A line that says nothing of what is wrong with it cannot be mended by hand."""
    record = record_of(thing_of(small_report(), "actor", "Almby"), "corrected")
    held = {name: getattr(record, name) for name in record.__dataclass_fields__} | changes
    (tmp_path / "x.jsonl").write_text(json.dumps(held), "utf-8")

    (broken,) = records.read_records(tmp_path / "x.jsonl")[1]

    assert (broken.number, broken.sv) == (1, told)


@pytest.mark.parametrize(
    "new",
    [
        {"actor": "http://x y"},
        {"actor": "https://example.org/a"},
        {"actor": f"{ID}a b"},
        {"role": "owner"},
        {"confidence": 9},
        {"name": ""},
        {"name": ["x"]},
    ],
)
def test_a_record_that_was_made_wrong_by_hand_is_passed_over(tmp_path: Path, new: dict[str, object]) -> None:
    """The file is plain text, and people will edit it."""
    record = record_of(thing_of(small_report(), "actor", "Almby"), "corrected")
    held = {name: getattr(record, name) for name in record.__dataclass_fields__} | {"new": new}
    (tmp_path / "x.jsonl").write_text(json.dumps(held) + "\n[]\n3\n{}\n", "utf-8")

    found, broken = records.read_records(tmp_path / "x.jsonl")

    assert (found, [each.number for each in broken]) == ([], [1, 2, 3, 4])


def test_a_hostile_name_stays_text_in_the_register(tmp_path: Path) -> None:
    """A name is written into Turtle by us, so it must not be able to end its own quotes."""
    name = 'Råd" ; a sg:Fund . <x> <y> "\\\n'
    path = tmp_path / "local-19.ttl"
    iri = f"{ID}actor/local/19/rad"

    assert enter(path, "19", [Confirmed(iri, name, "Net work", "Rådet")]) == 2
    assert enter(path, "19", [Confirmed(iri, name, "Net work", "Rådet")]) == 0
    quads = list(ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE))
    assert {quad.subject.value for quad in quads} == {iri}
    assert {quad.object.value for quad in quads if quad.predicate.value.endswith("/name")} == {name}


def test_what_a_person_wrote_in_the_register_stays(tmp_path: Path) -> None:
    """The file is theirs as much as ours."""
    path = tmp_path / "local-19.ttl"
    enter(path, "19", [Confirmed(f"{ID}actor/local/19/a", "A-rådet", "Network", "A-rådet")])
    path.write_text(path.read_text("utf-8") + "\n# Anmärkning\n", "utf-8")
    enter(path, "19", [Confirmed(f"{ID}actor/local/19/b", "B-rådet", "Network", "B-rådet")])

    assert "# Anmärkning" in path.read_text("utf-8")
    assert {actor.name for actor in load_reference(tmp_path).actors} >= {"A-rådet", "B-rådet"}


def test_the_sheet_has_its_lists_and_hides_its_keys(workspace: Workspace) -> None:
    """Whoever fills it in must not have to know our words."""
    with zipfile.ZipFile(io.BytesIO(exported(workspace).read_bytes())) as archive:
        first = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()

    assert 'dataValidation type="list"' in first
    assert "rätt,fel,ändra" in first
    assert 'hidden="1"' in first
    assert 'state="frozen"' in first
    assert 'name="Listor" sheetId="3" state="hidden"' in book


def test_export_wants_a_file_it_can_write(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """A report's key alone says nothing about where to."""
    assert cli.main(["--workspace", str(workspace.path), "review", "export", "19-2023"]) == 2
    assert "FIL.xlsx" in capsys.readouterr().err
    assert cli.main(["--workspace", str(workspace.path), "review", "export", "finns/inte/ark.xlsx", "x.xlsx"]) == 3


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a workspace that holds the example register, read by a column spec of the user's own."""
    place = tmp_path_factory.mktemp("register")
    spec = (ROOT / "loaders" / "register" / "insatser.yaml").read_text("utf-8")
    (place / "mitt.yaml").write_text(spec.replace("id: register/insatser", "id: register/mitt"), "utf-8")
    source, spec_file = EXAMPLE.with_name("insatser-register.xlsx"), place / "mitt.yaml"
    assert cli.main(["--workspace", str(place / "data"), "build", "--profile", str(spec_file), str(source)]) == 0
    spec_file.unlink()
    return place


def test_a_register_is_reviewed_with_the_spec_it_was_read_by(register: Path, tmp_path: Path) -> None:
    """A register has no form, and its spec lay outside the workspace: its reports are reviewed all the same."""
    shutil.copytree(register, tmp_path, dirs_exist_ok=True)
    workspace = Workspace.open(tmp_path / "data")
    export(workspace)
    applied = apply(workspace, decide(exported(workspace), {"report": "Västmanland 2023"}, decision="rätt"))

    assert applied.added >= 1
    assert {outcome.state for outcomes in applied.reports.values() for outcome in outcomes} == {"applied"}
    assert workspace.record("19-2023").profile == "register/mitt"


def test_a_report_that_came_as_a_graph_is_left_out_and_told(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has no text to read again; the others are reviewed all the same."""
    graphs = tmp_path / "allt.trig"
    cli.main(["--workspace", str(register / "data"), "export", "--out", str(graphs)])
    cli.main(["--workspace", str(tmp_path / "data"), "build", str(graphs)])
    cli.main(["--workspace", str(tmp_path / "data"), "build", str(EXAMPLE)])
    capsys.readouterr()
    assert cli.main(["--workspace", str(tmp_path / "data"), "review", "status"]) == 0
    told = capsys.readouterr()

    assert "18-2023" in told.err
    assert told.out.startswith("19-2023: ")
    assert cli.main(["--workspace", str(tmp_path / "data"), "review", "status", "18-2023"]) == 3
