"""All recognisers over one passage."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from samgraf.reports.actors import find_actors
from samgraf.reports.bases import find_bases
from samgraf.reports.figures import find_figures
from samgraf.reports.funds import find_funds
from samgraf.reports.goals import find_goals
from samgraf.reports.model import Mentions
from samgraf.reports.periods import find_periods
from samgraf.reports.portions import moved, portions, together
from samgraf.reports.references import find_references
from samgraf.reports.requests import find_requests
from samgraf.reports.themes import find_themes
from samgraf.reports.words import words

if TYPE_CHECKING:
    from samgraf.passages import Passage
    from samgraf.reference import Reference
    from samgraf.reports.context import Context
    from samgraf.reports.model import Column


def recognise(
    passage: Passage,
    context: Context,
    *,
    column: Column | None = None,
    years: tuple[int, int] | None = None,
    closing: bool = False,
) -> Mentions:
    """Return all that is recognised in a passage: an answer's, or that of one column of a table.

    `closing` says that the answer is the form's last section, for what the region asks of others.

    A cell of goals names goals and the funds' programmes, not who took part or how many. In an answer "regionen" is
    the one who answers, so it is not told as an actor.
    """
    if not passage:
        return Mentions()
    found = [
        moved(_in_portion(passage.text[start:end], context, column, years, closing=closing), start)
        for start, end in portions(passage.text)
    ]
    return found[0] if len(found) == 1 else together(found)


def _in_portion(
    text: str, context: Context, column: Column | None, years: tuple[int, int] | None, *, closing: bool
) -> Mentions:
    """Return all that is recognised in a text, or in one of its parts where it is long."""
    actors, groups = find_actors(text, context) if column != "goals" else ((), ())
    if column is None:
        own = next((county.region_iri for county in context.reference.counties if county.code == context.region), None)
        actors = tuple(actor for actor in actors if actor.actor != own or actor.method != "definite-noun")
    return Mentions(
        actors=actors,
        groups=groups,
        goals=find_goals(text, context, years=years, in_cell=column == "goals") if column in {None, "goals"} else (),
        funds=find_funds(text, context) if column in {None, "name"} else (),
        periods=find_periods(text, context) if column != "goals" else (),
        figures=find_figures(text, context) if column != "goals" else (),
        bases=find_bases(text, column="effects" if column == "effects" else "outputs")
        if column in {"outputs", "effects"}
        else (),
        references=find_references(text, context),
        themes=find_themes(text, context) if column is None else (),
        requests=find_requests(text, actors, closing=closing) if column is None else (),
    )


def goal_vocabulary(context: Context) -> frozenset[str]:
    """Return the longer words of the titles of the goals that a report may name, and the two words with which each title ends."""
    return _goal_vocabulary(context.reference, context.region)


@lru_cache(maxsize=32)
def _goal_vocabulary(reference: Reference, region: str) -> frozenset[str]:
    frameworks = {
        f.iri
        for f in reference.frameworks
        if f.region in {None, region} and f.kind in {"rus", "eruf", "esf", "fro", "interreg"}
    }
    titles = [t for goal in reference.goals if goal.framework in frameworks for t in (goal.title or "", *goal.titles)]
    single = {word for title in titles for word in words(title) if len(word) > 3}  # noqa: PLR2004  (short words are everywhere)
    endings = {" ".join(words(title)[-2:]) for title in titles if len(words(title)) > 2}  # noqa: PLR2004  (a title of two words has no end apart)
    return frozenset(single | endings)
