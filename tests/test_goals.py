"""Recognising goals: numbers, titles, areas, and whose framework they belong to."""

from __future__ import annotations

from typing import Any

import pytest
from mention_reference import ID, a_context, sentences

from samgraf.reports.goal_bare import titles_in_pairs
from samgraf.reports.goals import find_goals

SENTENCES = sentences("goals")


def _as_found(entry: dict[str, Any]) -> list[str]:
    """Return the goals of a text as the file of sentences writes them."""
    goals = find_goals(entry["text"], a_context(entry["region"]), in_cell=entry.get("cell", False))
    return sorted(
        f"{goal.level} {goal.number or goal.wording or goal.written_framework}"
        + (f" < {goal.written_area}" if goal.written_area else "")
        for goal in goals
    )


def test_there_are_sentences() -> None:
    """A file that nobody reads would let every test pass."""
    assert len(SENTENCES) >= 40


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_a_text_names_these_goals_and_no_other(entry: dict[str, Any]) -> None:
    """Each region writes its goals in its own way."""
    assert _as_found(entry) == sorted(entry["find"])


def test_a_mention_points_at_its_words() -> None:
    """Evidence is cut out of the source by these positions."""
    for entry in SENTENCES:
        for goal in find_goals(entry["text"], a_context(entry["region"]), in_cell=entry.get("cell", False)):
            assert entry["text"][goal.start : goal.end] == goal.surface


def test_a_region_without_a_file_gets_provisional_goals() -> None:
    """A report from any region is read, with or without its strategy as reference data."""
    area, target = find_goals(
        "RUS: område Attraktiva platser, effektmål 8 God tillgång till service.", a_context("18"), in_cell=True
    )

    assert area.goal == f"{ID}goal/rus-18/area-attraktiva-platser"
    assert (target.goal, target.area, target.wording) == (f"{ID}goal/rus-18/8", area.goal, "God tillgång till service")


def test_the_area_a_target_is_written_under_is_kept_even_where_it_is_wrong() -> None:
    """A check compares what was written with what the framework says; reading must not correct it."""
    goals = find_goals("RUS: Ett tillgängligt Västmanland, delmål 14", a_context("19"), in_cell=True)

    assert goals[1].goal == f"{ID}goal/rus-vastmanland-2030/target-14"
    assert goals[1].area == f"{ID}goal/rus-vastmanland-2030/area-2"


def test_wording_of_the_old_programme_goes_to_the_old_programme() -> None:
    """ERUF has two periods with different goals, and projects of the first are still reported."""
    (goal,) = find_goals(
        "Eruf: insatsområdet Öka små och medelstora företags konkurrenskraft.", a_context("19"), in_cell=True
    )

    assert goal.framework == f"{ID}framework/eruf-2014-2020"


def test_the_years_of_the_insats_choose_the_programme_period() -> None:
    """The number 1.3 alone says nothing of the period."""
    (goal,) = find_goals("ERUF: särskilt mål 1.3", a_context("19"), years=(2018, 2020), in_cell=True)

    assert goal.framework == f"{ID}framework/eruf-2014-2020"


def test_a_title_that_only_stands_beside_one_area_is_a_target() -> None:
    """Which of two titles is the area, the report's other lines say."""
    lines = [
        "RUS: Goda liv",
        "RUS: Goda liv",
        "RUS: Goda liv, Trygga barn i skolan",
        "RUS: Goda liv, Starkt näringsliv",
    ]

    assert titles_in_pairs("\n".join([*lines, "RUS: Starkt näringsliv"])) == {"trygga barn i skolan"}
    assert titles_in_pairs("\n".join(lines[1:3])) == frozenset()
