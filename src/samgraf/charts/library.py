"""The charts there are: what each shows, in two languages, and how it is counted."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from samgraf.charts import counts
from samgraf.charts.counts import Asked, Count
from samgraf.charts.matrix import Matrix
from samgraf.errors import UsageError
from samgraf.parameters import Text
from samgraf.swedish import number, order

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from samgraf.absence import Engine
    from samgraf.queries import Query

GOAL, INSATS, SECTION = Text("Mål", "Goal"), Text("Insats", "Insats"), Text("Avsnitt", "Section")
FEW = 3
"""So many regions are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it is called, its rows and columns, what a number in it means, and how it is drawn and counted."""

    id: str
    title: Text
    row_head: Text
    column_head: Text
    meaning: Text
    count: Callable[[Asked], Count]
    form: Literal["heat", "bars"] = "heat"


CHARTS = {
    chart.id: chart
    for chart in (
        Chart(
            "goals-insatser", Text("Vilka insatser bidrar till vilka mål?", "Which insatser contribute to which goals?"),
            GOAL, INSATS, Text("Ifyllt: rapporten kopplar insatsen till målet", "Filled: the report couples the insats to the goal"),
            counts.goals_insatser,
        ),
        Chart(
            "goals-years", Text("Insatser per mål och år", "Insatser by goal and year"),
            GOAL, Text("År", "Year"),
            Text("Antal insatser som nämner målet; – betyder att regionen vars mål det är inte har någon rapport för året",
                 "Number of insatser that name the goal; – means that the region whose goal it is has no report for the year"),
            counts.goals_years,
        ),
        Chart(
            "goals-regions", Text("Insatser per mål och region", "Insatser by goal and region"),
            GOAL, Text("Region", "Region"),
            Text("Antal insatser som nämner målet; – betyder att målet är en annan regions",
                 "Number of insatser that name the goal; – means that the goal is another region's"),
            counts.goals_regions,
        ),
        Chart(
            "kinds-questions", Text("Vilka slags aktörer nämns var?", "Which kinds of actors are named where?"),
            Text("Slag av aktör", "Kind of actor"), Text("Fråga", "Question"),
            Text("Antal olika aktörer i svar och tabeller; – betyder att frågan inte är besvarad",
                 "Number of different actors in answers and tables; – means that the question is not answered"),
            counts.kinds_questions,
        ),
        Chart(
            "challenges-dimensions", Text("Samhällsutmaningar och hållbarhetens dimensioner", "Challenges of society and dimensions of sustainability"),
            Text("Samhällsutmaning", "Challenge"), Text("Dimension", "Dimension"),
            Text("Antal svar som tar upp båda", "Number of answers that treat both"),
            counts.challenges_dimensions,
        ),
        Chart(
            "themes-sections", Text("Teman per avsnitt", "Themes by section"), Text("Tema", "Theme"), SECTION,
            Text("Antal svar som tar upp temat; – betyder att inget i avsnittet är besvarat",
                 "Number of answers that treat the theme; – means that nothing in the section is answered"), counts.themes_sections,
        ),
        Chart(
            "basis-sections", Text("Vad bedömningen av resultaten vilar på", "What the assessment of results rests on"),
            SECTION, Text("Grund", "Basis"), Text("Antal insatser; en insats kan ha flera grunder", "Number of insatser; one may have several bases"),
            counts.basis_sections, "bars",
        ),
        Chart(
            "regions-sections", Text("Insatser per region och avsnitt", "Insatser by region and section"),
            Text("Region", "Region"), SECTION,
            Text("Antal insatser; – betyder att inget i avsnittet är besvarat", "Number of insatser; – means that nothing in the section is answered"),
            counts.regions_sections,
        ),
        Chart(
            "priorities-regions", Text("Den nationella strategins prioriteringar", "Priorities of the national strategy"),
            Text("Prioritering", "Priority"), Text("Region", "Region"),
            Text("Antal insatser som rapporten själv kopplar till prioriteringen, direkt eller genom ett mål som svarar mot den",
                 "Number of insatser that the report itself couples to the priority, by name or by a goal that answers to it"),
            counts.priorities_regions,
        ),
    )
}  # fmt: skip


def find_chart(name: str) -> Chart:
    """Return a chart by its id.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    if name in CHARTS:
        return CHARTS[name]
    near = difflib.get_close_matches(name.lower(), CHARTS, n=2, cutoff=0.4)
    sv = f"Menade du {' eller '.join(near)}?" if near else "samgraf chart visar alla."
    en = f"Did you mean {' or '.join(near)}?" if near else "samgraf chart shows all."
    raise UsageError(f"Inget diagram heter {name!r}. {sv}", f"No chart is called {name!r}. {en}")


def read_matrix(engine: Engine, library: Mapping[str, Query], name: str, **chosen: object) -> Matrix:
    """Return the matrix of a chart, of all reports or those of the `region` and `year` chosen.

    Raises:
        UsageError: there is no such chart, or what was chosen is no region or year.
    """
    chart = find_chart(name)
    asked = Asked(engine, library, {key: value for key, value in chosen.items() if value is not None})
    count = chart.count(asked)
    cells: dict[tuple[str, str], int | None] = {cell: len(things) for cell, things in count.things.items()}
    cells |= {cell: total for cell, total in count.sums.items() if total}
    cells |= {cell: None for cell in count.absent if not cells.get(cell)}
    details = {cell: tuple(sorted(things, key=order)) for cell, things in count.things.items()}
    scope, source = _told(asked)
    return Matrix(
        chart.id, chart.title, chart.row_head, chart.column_head, chart.meaning, tuple(count.rows), tuple(count.columns),
        cells, details, scope, source,
    )  # fmt: skip


def _told(asked: Asked) -> tuple[Text, Text]:
    """Return whose reports of which years are counted, and the source."""
    found = list(counts.reports(asked))
    regions = sorted({region for region, _ in found}, key=order)
    years = sorted({year for _, year in found})
    when = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    few = ", ".join(regions)
    sv = f"{few if len(regions) <= FEW else f'{len(regions)} regioner'} {when}" if found else "Inga rapporter"
    en = f"{few if len(regions) <= FEW else f'{len(regions)} regions'} {when}" if found else "No reports"
    reports = number(len(found))
    return Text(sv, en), Text(
        f"Källa: regionernas återrapporter om regionalt utvecklingsarbete för {when or '–'} ({reports} "
        f"{'rapport' if len(found) == 1 else 'rapporter'}). Inläst med samgraf.",
        f"Source: the regions' reports on regional development work for {when or '–'} ({reports} "
        f"{'report' if len(found) == 1 else 'reports'}). Read with samgraf.",
    )
