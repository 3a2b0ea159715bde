"""Goal frameworks made from lists: what is written must be what a report's goals are known by."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from form_reports import Layout, text_report

from samgraf import api, cli
from samgraf.errors import ReadError, UsageError
from samgraf.goal_framework import make_framework
from samgraf.goal_list import ListedGoal, read_goals
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.profile import load_profiles

if TYPE_CHECKING:
    from pathlib import Path

AREA, OTHER = "Ett levande Halland vid havet", "Ett företagsamt Halland"
GOALS = (
    ListedGoal(AREA, "1", "Badbara vatten längs hela kusten", 0),
    ListedGoal(AREA, "2", "Fler unga som stannar kvar efter gymnasiet", 0),
    ListedGoal(OTHER, "3", "Kortare väg mellan forskning och butik", 0),
)


def _xlsx() -> bytes:
    """Return the goals as a workbook, an area written once for its goals."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Område", "Nr", "Delmål"])
        for row, goal in enumerate(GOALS, start=1):
            sheet.write_row(row, 0, ["" if row == 2 else goal.area, int(goal.number or 0), goal.title])
    return out.getvalue()


LISTS = {
    "mal.csv": "\n".join(["område;nummer;mål", *(f"{g.area};{g.number};{g.title}" for g in GOALS)]),
    "utan-rubriker.csv": "\n".join(f"{g.area}\t{g.number}\t{g.title}" for g in GOALS),
    "mal.txt": f"{AREA}\n1. {GOALS[0].title}\nDelmål 2: {GOALS[1].title}\n\n{OTHER}:\n- 3 {GOALS[2].title}\n".replace(
        "- 3", "3)"
    ),
    "mal.yaml": "\n".join(f'- {{area: "{g.area}", number: {g.number}, title: "{g.title}"}}' for g in GOALS),
    "grupper.yaml": f'"{AREA}":\n- {{number: 1, title: "{GOALS[0].title}"}}\n- {{number: 2, title: "{GOALS[1].title}"}}\n"{OTHER}":\n- {{number: 3, title: "{GOALS[2].title}"}}\n',
}


@pytest.mark.parametrize("name", [*LISTS, "mal.xlsx", "latin.csv"])
def test_a_list_is_read_however_it_is_kept(name: str, tmp_path: Path) -> None:
    """A strategy's goals lie in somebody's Excel sheet, or in the text of the strategy."""
    data = (
        _xlsx()
        if name.endswith("xlsx")
        else LISTS.get(name, LISTS["mal.csv"]).encode("cp1252" if "latin" in name else "utf-8")
    )
    (tmp_path / name).write_bytes(data)
    found = [(goal.area, goal.number, goal.title) for goal in read_goals(tmp_path / name)]

    assert found == [(goal.area, goal.number, goal.title) for goal in GOALS]


def test_numbers_and_areas_may_be_missing(tmp_path: Path) -> None:
    """Many strategies number nothing; a number of ours would be taken for theirs."""
    (tmp_path / "mal.txt").write_text("Badbara vatten\nLevande hamnar\n", encoding="utf-8")
    made = make_framework(tmp_path / "mal.txt", "Halland", "Halland 2035", (None, 2035), None)

    assert (made.key, made.goals, made.areas) == ("rus-halland-2035", 2, 0)
    assert b"sg:number" not in made.turtle


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "inga mål"), ("område;nummer;mål\nHavet;;\n", "rad 2"), ("1. Bad\n1. Hamn\n", "rad 2")],
    ids=["empty", "neither number nor title", "twice"],
)
def test_a_list_that_cannot_be_right_is_an_error_that_names_the_row(text: str, told: str, tmp_path: Path) -> None:
    """A goal that is lost is found by nobody."""
    (tmp_path / "mal.txt").write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match=told):
        read_goals(tmp_path / "mal.txt")


@pytest.mark.parametrize("name", ["saknas.csv", "trasig.xlsx", "trasig.yaml"])
def test_a_file_that_is_no_list_is_told(name: str, tmp_path: Path) -> None:
    """A traceback says nothing to who keeps the list."""
    if name != "saknas.csv":
        (tmp_path / name).write_bytes(b"{a: [")

    with pytest.raises(ReadError, match=name):
        read_goals(tmp_path / name)


def test_a_framework_that_is_there_is_not_made_twice(tmp_path: Path) -> None:
    """Two files of one framework would mix their goals."""
    (tmp_path / "mal.csv").write_text(LISTS["mal.csv"], encoding="utf-8")

    with pytest.raises(UsageError, match="rus-vastmanland-2030"):
        make_framework(tmp_path / "mal.csv", "19", "Västmanland", (None, 2030), None)
    with pytest.raises(UsageError, match="Narnia"):
        make_framework(tmp_path / "mal.csv", "Narnia", "Narnia", (None, 2030), None)


def test_a_folder_of_turtle_is_read_with_the_ontology_each_file_its_own_graph(tmp_path: Path) -> None:
    """A workspace's goals are beside the installed ones and do not change them."""
    (tmp_path / "mal.csv").write_text(LISTS["mal.csv"], encoding="utf-8")
    made = make_framework(tmp_path / "mal.csv", "Region Halland", "Halland 2035", (2021, 2035), None)
    (tmp_path / f"{made.key}.ttl").write_bytes(made.turtle)
    more = load_reference(tmp_path)
    new = [framework for framework in more.frameworks if framework not in load_reference().frameworks]

    assert [(f.key, f.kind, f.region, f.start, f.end) for f in new] == [("rus-halland-2035", "rus", "13", 2021, 2035)]
    assert len(more.goals) == len(load_reference().goals) + 5
    assert {quad.graph_name.value for quad in reference_quads(tmp_path)[len(reference_quads()) :]} == {
        "https://w3id.org/samgraf/graph/reference/workspace-rus-halland-2035"
    }
    assert load_reference(None) is load_reference()


def test_a_report_that_names_goals_without_numbers_reaches_them(tmp_path: Path) -> None:
    """The whole way: list, framework, report, question; and what was provisional before is known after."""
    (tmp_path / "mal.csv").write_text(LISTS["mal.csv"], encoding="utf-8")
    profile = next(profile for profile in load_profiles() if profile.id == "villkorsbeslut/2023")
    text = text_report(profile, Layout()).replace(
        "RUS: Levande kust, delmål 4", "RUS: Ett levande Halland vid havet, badbara vatten längs hela kusten"
    )
    (tmp_path / "rapport.txt").write_text(text, encoding="utf-8")
    place = ["--workspace", str(tmp_path / "yta")]
    build = [*place, "build", str(tmp_path / "rapport.txt")]
    new = [
        *place,
        "goals",
        "new",
        str(tmp_path / "mal.csv"),
        "--region",
        "Halland",
        "--name",
        "Halland 2035",
        "--end",
        "2035",
    ]

    def goals() -> set[str]:
        answer = api.open(tmp_path / "yta").ask("insats-goals")
        at = answer.columns.index("goal")
        return {row[at].value.rsplit("/id/goal/", 1)[-1] for row in answer.rows if row[at] is not None}

    assert cli.main(build) == 0
    before = goals()
    assert cli.main(new) == 0
    assert cli.main(build) == 0

    assert not [goal for goal in before if goal.startswith("rus-halland-2035")]
    assert "rus-halland-2035/target-1" in goals()
    assert cli.main([*place, "check"]) in {0, 1}
