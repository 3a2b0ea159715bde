"""A register of insatser as reports: columns found by their headings, rows by region and year, columns before recognition."""

from __future__ import annotations

import csv
import shutil
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
import xlsxwriter

from samgraf.errors import NotAReportError, ProfileError, ReadError, UsageError
from samgraf.facts import SG, Facts
from samgraf.graph.report import to_nquads, to_quads
from samgraf.ontology import reference_quads
from samgraf.readers import read
from samgraf.reference import load_reference
from samgraf.reports.register import NO_QUESTION, read_reports
from samgraf.reports.register_columns import period_between, period_in
from samgraf.reports.register_spec import RegisterColumn, find_spec, load_spec
from samgraf.resources import folder
from samgraf.validation import validate

if TYPE_CHECKING:
    from samgraf.reports.model import Entry, Report

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SPECS = sorted(folder("loaders").glob("register/*.yaml"))
ABOUT_THE_REPORT = "SG-C16"


def register(tmp_path: Path, *rows: list[object]) -> tuple[Report, ...]:
    """Return the reports of a register with these rows, of Region Västmanland for 2023 where they do not say."""
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("Blad1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return read_reports(read(path), region="19", year=2023)


def entry(tmp_path: Path, **columns: object) -> Entry:
    """Return the entry of a register with one row; a heading's underscore is a blank."""
    heads = ["Insats", *(name.replace("_", " ") for name in columns)]
    (report,) = register(tmp_path, heads, ["Ett", *columns.values()])
    return report.entries[0]


def named(found: Entry) -> dict[str, str]:
    """Return the role of each actor of an entry by its name."""
    return {actor.name: actor.role for cell in found.cells for actor in cell.mentions.actors}


def goals(found: Entry) -> list[tuple[str, str | None]]:
    """Return the goals of an entry: the end of their address, and the number as written."""
    return [((goal.goal or "").rsplit("/", 1)[-1], goal.number) for goal in found.cell("goals").mentions.goals]


def test_there_are_specs() -> None:
    """A test over no file is green."""
    assert [spec.name for spec in SPECS] == ["insatser.yaml"]


def test_the_example_gives_the_rows_expected_of_it() -> None:
    """What the docs show is what is there."""
    reports = read_reports(read(EXAMPLES / "insatser-register.xlsx"))
    names = {county.code: county.region_name for county in load_reference().counties}
    found = []
    for report in reports:
        for each in report.entries:
            owner = next(actor.name for actor in each.cells[0].mentions.actors if actor.role == "owner")
            amounts = [f"{figure.value:.0f}" for figure in each.cells[0].mentions.figures]
            years = [each.period.start_year, each.period.end_year] if each.period else [None, None]
            row = [
                names[report.metadata.region],
                report.metadata.year,
                each.question,
                each.name,
                *years,
                *(amounts or [""]),
                owner,
            ]
            found.append(["" if value is None else str(value) for value in row])
    with (EXAMPLES / "expected" / "register-insatser.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))[1:]

    assert sorted(found) == sorted(expected)


def test_the_example_is_what_its_script_writes(tmp_path: Path) -> None:
    """A binary file that nobody can make again can be changed by nobody."""
    import importlib.util  # noqa: PLC0415

    spec = importlib.util.spec_from_file_location("make_register", EXAMPLES / "make_register.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.write_register(tmp_path / "a.xlsx")

    assert (tmp_path / "a.xlsx").read_bytes() == (EXAMPLES / "insatser-register.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Insatsens namn", "name"), ("Projekt", "name"), ("Namn på projektägare", "owner"), ("Projektets målgrupp", "target-group"),
        ("Delmål i RUS", "goals"), ("Målområde", "area"), ("Mål", "goals"), ("Budget (tkr)", "amount"), ("Beviljat belopp", "granted"),
        ("Utbetalt", "paid"), ("Startår", "start"), ("T.o.m.", "end"), ("Projektperiod", "period"), ("Medfinansiärer", "funding"),
        ("Prestationer under året", "outputs"), ("Förväntade effekter", "effects"), ("Grund för bedömningen", "basis"),
        ("Samverkanspartner", "partners"), ("Reporting year", "year"), ("Project name", "name"), ("Lead partner", "owner"),
        ("Kommunikation", None), ("Slutrapport inlämnad", None), ("Diarienummer", None), ("", None),
    ],
)  # fmt: skip
def test_a_heading_means_a_column(heading: str, column: str | None) -> None:
    """Every office has its own words; a word that only begins alike is another."""
    assert find_spec(None).column_of(heading) == column


def test_columns_are_read_as_what_they_are(tmp_path: Path) -> None:
    """A column says outright what a text only hints at."""
    found = entry(
        tmp_path,
        Startdatum="2021-03-01",
        Slutår=2024,
        Finansiering="ERUF; Sparbanken Nya",
        Bedömningsgrund="Utvärdering",
    )

    assert found.period
    assert (found.period.start_year, found.period.start_month, found.period.end_year) == (2021, 3, 2024)
    assert [fund.name for fund in found.funds] == ["Europeiska regionala utvecklingsfonden", "Sparbanken Nya"]
    assert [basis.basis for basis in found.bases] == ["utvardering"]


@pytest.mark.parametrize(
    ("heading", "value", "amount", "status"),
    [
        ("Belopp", 1250000, "1250000", None), ("Belopp (tkr)", 1250.5, "1250500", None), ("Budget, mnkr", "1,2", "1200000", None),
        ("Belopp (tkr)", "3 mnkr", "3000000", None), ("Beviljat belopp", "453 420 kr", "453420", "granted"), ("Utbetalt (SEK)", 7, "7", "paid"),
    ],
)  # fmt: skip
def test_an_amount_has_the_unit_of_its_heading(
    tmp_path: Path, heading: str, value: object, amount: str, status: str | None
) -> None:
    """A thousand times wrong is the commonest fault of registers; a unit in the cell wins."""
    (report,) = register(tmp_path, ["Insats", heading], ["Ett", value])
    (figure,) = report.entries[0].cells[0].mentions.figures

    assert (figure.value, figure.unit, figure.status) == (Decimal(amount), "SEK", status)


def test_who_stands_in_a_column_has_its_role(tmp_path: Path) -> None:
    """Known or not: the column says that it is an actor, and what it does."""
    found = entry(
        tmp_path,
        Projektägare="Almi Mälardalen",
        Partner="Sala kommun, Hållbara Bygden ek. för.",
        Målgrupp="Köpings kommun",
    )

    assert named(found) == {
        "Almi Mälardalen": "owner",
        "Sala kommun": "partner",
        "Hållbara Bygden ek. för.": "partner",
        "Köpings kommun": "target-group",
    }


def test_a_column_wins_over_a_text(tmp_path: Path) -> None:
    """The owner of the column is the owner, whatever the description seems to say."""
    found = entry(tmp_path, Beskrivning="Projektet ägs av Sala kommun och finansieras av ESF 2015–2018.", Projektägare="Almi Mälardalen",
                  Finansiering="ERUF", Period="2021–2023")  # fmt: skip

    assert named(found)["Almi Mälardalen"] == "owner"
    assert named(found)["Sala kommun"] != "owner"
    assert [fund.surface for fund in found.funds] == ["ERUF"]
    assert found.period
    assert found.period.surface == "2021–2023"


def test_a_text_speaks_where_no_column_does(tmp_path: Path) -> None:
    """A register with only names and descriptions still says when, by whom and with what money."""
    found = entry(tmp_path, Beskrivning="Projektet drivs av Almi Mälardalen 2021–2023 (ERUF).")

    assert found.period
    assert (found.period.start_year, found.period.end_year) == (2021, 2023)
    assert [fund.surface for fund in found.funds] == ["ERUF"]
    assert named(found)["Almi Mälardalen"] == "owner"


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Delmål i RUS", "14; 15", [("target-14", "14"), ("target-15", "15")]), ("Mål", "RUS delmål 14", [("target-14", "14")]),
        ("Mål i ERUF", "1.1", [("1.1", "1.1")]), ("Målområde", 3, [("area-3", "3")]), ("Målområde", "Ett nyskapande Västmanland", [("area-3", None)]),
        ("Mål", "Fler glada getter", [("", None)]),
    ],
)  # fmt: skip
def test_a_column_of_goals_knows_its_framework(
    tmp_path: Path, heading: str, cell: object, expected: list[tuple[str, str | None]]
) -> None:
    """A bare number means what its heading says; what nobody knows is kept as written."""
    (report,) = register(tmp_path, ["Insats", heading], ["Ett", cell])

    assert goals(report.entries[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021–2023", (2021, None, 2023, None)), ("2021", (2021, None, 2021, None)), ("2021-03-01 – 2023-12-31", (2021, 3, 2023, 12)),
        ("2021/22", (2021, None, 2022, None)), ("2022-", (2022, None, None, None)), ("mars 2021 till juni 2023", (2021, 3, 2023, 6)),
        ("202101-202312", (2021, 1, 2023, 12)), ("2021-03", (2021, 3, 2021, 3)), ("2021-03-01–2023-12-31", (2021, 3, 2023, 12)), ("tills vidare", None),
    ],
)  # fmt: skip
def test_a_period_in_one_cell(text: str, expected: tuple[int | None, ...] | None) -> None:
    """People write a period in every way there is."""
    found = period_in(text)

    assert (found and (found.start_year, found.start_month, found.end_year, found.end_month)) == expected


def test_a_start_or_an_end_may_stand_alone() -> None:
    """An insats that goes on has no end."""
    begun, ended = period_between("2021", None), period_between(None, "dec 2022")

    assert begun
    assert (begun.start_year, begun.end_year, begun.surface) == (2021, None, "2021 –")
    assert ended
    assert (ended.start_year, ended.end_year, ended.end_month) == (None, 2022, 12)
    assert period_between("okänt", "") is None


def test_regions_and_years_are_reports_of_their_own(tmp_path: Path) -> None:
    """One register may hold the whole country and ten years."""
    path = tmp_path / "r.csv"
    rows = ["Län;År;Insats", "Västmanlands län;2023;A", "18;2023;B", "Örebro;2022;C", "Region Västmanland;2023;D"]
    path.write_text("\n".join(rows), encoding="utf-8")
    found = {
        (r.metadata.region, r.metadata.year): [(e.ordinal, e.name) for e in r.entries] for r in read_reports(read(path))
    }

    assert found == {("18", 2022): [(1, "C")], ("18", 2023): [(1, "B")], ("19", 2023): [(1, "A"), (2, "D")]}


def test_region_and_year_pick_and_fill_in(tmp_path: Path) -> None:
    """What a row says is never overruled; what it does not say is taken from the user, else from the sheet."""
    path = tmp_path / "r.csv"
    path.write_text("Län;År;Insats\n18;2023;A\n19;2023;B\n;2023;C\n", encoding="utf-8")
    (report,) = read_reports(read(path), region="Västmanland")

    assert [entry.name for entry in report.entries] == ["B", "C"]
    assert any("1 rader gäller en annan region" in note.sv for note in report.notes)


def test_the_file_tells_what_its_rows_do_not(tmp_path: Path) -> None:
    """A file is often one region's and one year's, and is named so."""
    path = tmp_path / "Insatser_Region_Örebro_län_2022.csv"
    path.write_text("Insats;Syfte\nA;B\n", encoding="utf-8")
    (report,) = read_reports(read(path))

    assert (report.metadata.region, report.metadata.year, report.metadata.region_method) == ("18", 2022, "sheet")


def test_a_row_that_belongs_nowhere_is_told(tmp_path: Path) -> None:
    """Nothing is dropped in silence, and no region is guessed."""
    path = tmp_path / "r.csv"
    path.write_text("Län;År;Insats\nAtlantis;2023;A\n19;okänt;B\n", encoding="utf-8")
    with pytest.raises(NotAReportError, match=r"1 rader har ingen region.*1 rader har inget år") as told:
        read_reports(read(path))

    assert "--region" in told.value.en


def test_sums_and_notes_are_no_insatser(tmp_path: Path) -> None:
    """The last row of a spreadsheet adds the others up."""
    (report,) = register(
        tmp_path,
        ["Insatser 2023"],
        ["Insats", "Belopp", "Partner"],
        ["Ett", 5, "-"],
        ["Summa", 5],
        ["", "", "Sala kommun"],
    )

    assert [each.name for each in report.entries] == ["Ett"]
    assert report.metadata.title == "Insatser 2023"


def test_a_row_without_a_name_goes_on_with_the_one_above(tmp_path: Path) -> None:
    """A second goal often stands in a row of its own, under the first."""
    (report,) = register(tmp_path, ["Insats", "Delmål i RUS"], ["Ett", 14], ["", 15], ["Två", 16])

    assert [each.name for each in report.entries] == ["Ett", "Två"]
    assert [number for _, number in goals(report.entries[0])] == ["14", "15"]


def test_the_question_is_found_by_number_section_or_title(tmp_path: Path) -> None:
    """A register that follows the form says where its rows belong in many ways."""
    rows = [["A", "5.4"], ["B", "Fråga 9.2"], ["C", "Miljö och klimat"], ["D", "Annat"], ["E", ""]]
    (report,) = register(tmp_path, ["Insats", "Fråga"], *rows)

    assert [each.question for each in report.entries] == ["5.4", "9.2", "9.2", NO_QUESTION, NO_QUESTION]


def test_what_is_not_read_is_told_and_counted(tmp_path: Path) -> None:
    """A person must see which columns fell outside."""
    (report,) = register(tmp_path, ["Insats", "Beskrivning", "Handläggare"], ["Ett", "Om", "Anna A"])

    assert [(note.kind, note.sv, note.en) for note in report.notes] == [
        ("unread-columns", "kolumner som inte lästes: Handläggare", "columns that were not read: Handläggare")
    ]
    assert [report.document.quote(span) for span in report.coverage.unread] == ["Anna A"]


def test_all_reports_of_a_file_tell_the_same_of_it() -> None:
    """The source document is one thing: in a shared graph it may not have three shares."""
    shares = {report.coverage.shares() for report in read_reports(read(EXAMPLES / "insatser-register.xlsx"))}

    assert len(shares) == 1


def test_evidence_leads_to_the_row() -> None:
    """Page is the sheet, line the row, as the spreadsheet program shows them."""
    report = next(r for r in read_reports(read(EXAMPLES / "insatser-register.xlsx")) if r.metadata.year == 2022)
    facts = Facts(to_quads(report, load_reference()))
    (place,) = facts.of_type(SG + "InsatsEntry")
    lines = {facts.one(each, SG + "firstLine") for each in facts.all(place, SG + "hasEvidence")}

    assert lines == {"4"}


def test_a_register_has_no_answers_and_is_not_accused_of_it() -> None:
    """It is no form: nobody left its questions unanswered."""
    for report in read_reports(read(EXAMPLES / "insatser-register.xlsx")):
        quads = to_quads(report, load_reference())
        facts = Facts(quads)
        rules = {finding.rule for finding in validate(quads, reference_quads())}

        assert not facts.of_type(SG + "Answer")
        assert not any(facts.all(each, SG + "inAnswer") for each in facts.of_type(SG + "InsatsEntry"))
        assert rules <= {"SG-C06", "SG-C07", "SG-C08", "SG-C09", "SG-C10", "SG-C15", ABOUT_THE_REPORT}


def test_the_same_register_gives_the_same_graph() -> None:
    """Same in, same out."""
    first, again = (
        [
            to_nquads(to_quads(report, load_reference()))
            for report in read_reports(read(EXAMPLES / "insatser-register.xlsx"))
        ]
        for _ in range(2)
    )

    assert first == again


def test_a_spreadsheet_that_is_no_register_is_told(tmp_path: Path) -> None:
    """Which headings were seen, and what to do."""
    with pytest.raises(NotAReportError, match="Ort, Folkmängd") as told:
        register(tmp_path, ["Ort", "Folkmängd"], ["Sala", 22000])

    assert "--profile" in told.value.sv


def test_an_unknown_region_is_told(tmp_path: Path) -> None:
    """With the list to choose from."""
    path = tmp_path / "r.csv"
    path.write_text("Insats;År\nA;2023\n", encoding="utf-8")

    with pytest.raises(UsageError, match="Region Västmanland"):
        read_reports(read(path), region="Atlantis")


def test_a_spec_of_ones_own_is_read(tmp_path: Path) -> None:
    """An office whose headings nobody could guess writes them down once."""
    spec = tmp_path / "mine.yaml"
    spec.write_text(
        "id: mine\ncolumns:\n  - column: name\n    heads: [vad]\n  - column: owner\n    heads: [vem]\n",
        encoding="utf-8",
    )
    path = tmp_path / "r.csv"
    path.write_text("Vad;Vem\nA;Almi Mälardalen\n", encoding="utf-8")
    (report,) = read_reports(read(path), region="19", year=2023, profile=str(spec))

    assert report.profile == "mine"
    assert named(report.entries[0]) == {"Almi Mälardalen": "owner"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("id: x\ncolumns: []\nkolumner: 1\n", "kolumner"), ("columns: []\n", "id"), ("id: x\ncolumns: []\n", "name"), ("- a\n", "YAML"),
        ("id: x\ncolumns:\n  - column: nmae\n", "nmae"), ("id: x\ncolumns:\n  - column: name\n    head: [a]\n", "head"),
        ("id: x\ncolumns:\n  - column: name\n    heads: [2023]\n", "heads"), ("id: x\ncolumns: [a]\n", "mappning"),
        ("id: x\ncolumns: a\n", "columns"), ("id: [\n", "läsa"),
    ],
)  # fmt: skip
def test_a_wrong_spec_says_what_is_wrong(tmp_path: Path, text: str, word: str) -> None:
    """A misspelt key that is passed over is a column that is never read."""
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ProfileError, match=word):
        load_spec(path)


def test_an_unknown_profile_names_those_there_are(tmp_path: Path) -> None:
    """A missing file says so too."""
    with pytest.raises(ProfileError, match="register/insatser"):
        find_spec("villkor")
    with pytest.raises(ProfileError, match="läsa"):
        find_spec(str(tmp_path / "none.yaml"))


def test_a_report_in_another_format_is_still_one_report() -> None:
    """One function reads every file."""
    (report,) = read_reports(read(EXAMPLES / "vastmanland-2023.docx"))

    assert report.answers


def test_a_spreadsheet_named_as_text_is_read_as_what_it_is(tmp_path: Path) -> None:
    """The content decides; but a text named as a spreadsheet is refused."""
    shutil.copy(EXAMPLES / "insatser-register.xlsx", tmp_path / "a.txt")
    (tmp_path / "b.xlsx").write_text("Insats;År\n", encoding="utf-8")

    assert len(read_reports(read(tmp_path / "a.txt"))) == 3
    with pytest.raises(ReadError, match="heter som"):
        read(tmp_path / "b.xlsx")


def test_the_spec_in_the_documents_is_a_spec(tmp_path: Path) -> None:
    """What people copy must work, and name every key."""
    page = (EXAMPLES.parent / "docs" / "registers.md").read_text("utf-8")
    spec = tmp_path / "our-own.yaml"
    spec.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    read_spec = load_spec(spec)

    assert [read_spec.column_of(heading) for heading in ("Vad vi gör", "Drivande organisation")] == ["name", "owner"]


def test_every_column_is_in_the_documents() -> None:
    """A column that nobody knows of is used by nobody."""
    page = (EXAMPLES.parent / "docs" / "registers.md").read_text("utf-8")

    assert [column for column in get_args(RegisterColumn) if f"`{column}`" not in page] == []


def lines_of(rows: int) -> list[list[object]]:
    """Return rows of a register as large ones are: the partners and the funding come again, the descriptions do not."""
    return [
        [
            f"Insats nummer {number}",
            f"Projektet stärker Sala kommun och Köping inom besöksnäringen, del {number}.",
            "Länsstyrelsen i Västmanlands län; Företagarna i Sala",
            "Europeiska regionala utvecklingsfonden",
            f"{number + 3} företag har fått rådgivning.",
        ]
        for number in range(rows)
    ]


def test_a_register_takes_time_by_its_rows_and_no_more(tmp_path: Path) -> None:
    """Registers have thousands of rows: eight times the rows may not take much more than eight times the time."""
    heads: list[object] = ["Insats", "Beskrivning", "Samverkanspartner", "Finansiering", "Prestationer"]
    spent = []
    for rows in (50, 50, 400):  # the first reading loads what all need
        began = time.process_time()
        (report,) = register(tmp_path, heads, *lines_of(rows))
        spent.append(time.process_time() - began)

    assert len(report.entries) == 400
    assert spent[2] < 20 * spent[1]


def test_a_row_that_repeats_the_headings_is_still_known(tmp_path: Path) -> None:
    """Sheets that were put together have their headings again further down; other rows are not asked cell by cell."""
    (report,) = register(
        tmp_path,
        ["Insats", "Period", "Mål"],
        ["Levande hav", "2022–2024", "RUS delmål 14"],
        ["Insats", "Period", "Mål"],
        ["Öppna verkstäder", "2023", "RUS delmål 15"],
    )

    assert [each.name for each in report.entries] == ["Levande hav", "Öppna verkstäder"]
