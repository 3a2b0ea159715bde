"""Goals and frameworks that no file of the ontology holds: named in the report's graph, marked as provisional."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from samgraf.graph.namespaces import RDF_TYPE, THINGS, concept, sg
from samgraf.graph.writer import Writer, boolean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samgraf.reference import Reference
    from samgraf.reports.model import GoalMention, Report

STRATEGY = "Regional utvecklingsstrategi"
"""What a region's strategy is called where its report never says it."""
LEVELS = {"area": "GoalArea", "target": "Target", "objective": "ProgrammeObjective", "priority": "NationalPriority"}
"""The class of a goal by what the text calls it."""


@dataclass(frozen=True, slots=True)
class Goals:
    """The addresses of the goals and frameworks that the reference graphs hold, and what a report calls the others."""

    known: frozenset[str]
    titles: Mapping[str, str] = field(default_factory=dict)
    strategies: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reference: Reference, report: Report) -> Goals:
        """Return those of the reference data, and the title of each goal that the report names itself."""
        known = {goal.iri for goal in reference.goals} | {framework.iri for framework in reference.frameworks}
        return cls(frozenset(known), _titles(report), _strategies(report))

    def write_provisional(self, writer: Writer, mention: GoalMention) -> None:
        """Write what the report itself says of a goal, its area and its framework, where no file does."""
        framework = mention.framework
        if framework and self._is_new(writer, framework):
            iri = NamedNode(framework)
            writer.add(iri, RDF_TYPE, sg("GoalFramework"))
            writer.add(iri, "name", self.strategies.get(framework, STRATEGY))
            if framework.startswith(f"{THINGS}framework/rus-{writer.region}"):
                writer.add(iri, "county", concept("county", writer.region))
            writer.add(iri, "provisional", boolean(value=True))
        if mention.area and self._is_new(writer, mention.area):
            own_words = mention.written_area or (mention.wording if mention.level == "area" else None)
            self._goal(writer, mention.area, "area", framework, own_words, None)
        if mention.goal and mention.goal != mention.area and self._is_new(writer, mention.goal):
            self._goal(writer, mention.goal, mention.level, framework, mention.wording, mention.number)
            writer.add(NamedNode(mention.goal), "inArea", NamedNode(mention.area) if mention.area else None)

    def _is_new(self, writer: Writer, iri: str) -> bool:
        """Return whether a goal is in no reference graph and not yet written in this report."""
        return iri not in self.known and writer.once(NamedNode(iri))

    def _goal(
        self, writer: Writer, goal: str, level: str, framework: str | None, name: str | None, number: str | None
    ) -> None:
        """Write a provisional goal, by the title that the report gives it."""
        name = self.titles.get(goal, name)
        iri = NamedNode(goal)
        writer.add(iri, RDF_TYPE, sg(LEVELS[level]))
        writer.add(iri, "inFramework", NamedNode(framework) if framework else None)
        writer.add(iri, "level", level)
        writer.add(iri, "name", name)
        writer.add(iri, "number", number)
        writer.add(iri, "provisional", boolean(value=True))


def _titles(report: Report) -> dict[str, str]:
    """Return for each goal the wording that the report gives it most, those of the tables before those of running text.

    A table names a goal by its title; running text speaks of it ("effektmål 13 om energianvändning").
    """
    told: dict[str, Counter[str]] = {}
    for weight, mention in _mentions(report):
        if mention.goal and mention.wording:
            told.setdefault(mention.goal, Counter())[mention.wording] += weight
    return {goal: min(words, key=lambda word: (-words[word], -len(word), word)) for goal, words in told.items()}


def _strategies(report: Report) -> dict[str, str]:
    """Return for each framework what the report calls it most, of those that it gives a name."""
    told: dict[str, Counter[str]] = {}
    for weight, mention in _mentions(report):
        if mention.framework and mention.written_framework:
            told.setdefault(mention.framework, Counter())[mention.written_framework] += weight
    return {iri: min(words, key=lambda word: (-words[word], -len(word), word)) for iri, words in told.items()}


def _mentions(report: Report) -> Iterator[tuple[int, GoalMention]]:
    """Yield the goals that a report names, each with its weight: a table outweighs any number of answers."""
    for entry in report.entries:
        for cell in entry.cells:
            yield from ((1000, goal) for goal in cell.mentions.goals)
    for answer in report.answers:
        yield from ((1, goal) for goal in answer.mentions.goals)
