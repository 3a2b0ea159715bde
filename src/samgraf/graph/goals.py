"""Goals and frameworks that no file of the ontology holds: named in the report's graph, marked as provisional."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from samgraf.graph.namespaces import RDF_TYPE, THINGS, concept, sg
from samgraf.graph.writer import Writer, boolean

if TYPE_CHECKING:
    from samgraf.reference import Reference
    from samgraf.reports.model import GoalMention

LEVELS = {"area": "GoalArea", "target": "Target", "objective": "ProgrammeObjective", "priority": "NationalPriority"}
"""The class of a goal by what the text calls it."""


@dataclass(frozen=True, slots=True)
class Goals:
    """The addresses of the goals and frameworks that the reference graphs hold."""

    known: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> Goals:
        """Return those of the reference data."""
        return cls(
            frozenset(goal.iri for goal in reference.goals) | {framework.iri for framework in reference.frameworks}
        )

    def write_provisional(self, writer: Writer, mention: GoalMention) -> None:
        """Write what the report itself says of a goal, its area and its framework, where no file does."""
        framework = mention.framework
        if framework and self._is_new(writer, framework):
            iri = NamedNode(framework)
            writer.add(iri, RDF_TYPE, sg("GoalFramework"))
            writer.add(iri, "name", mention.written_framework)
            if framework == f"{THINGS}framework/rus-{writer.region}":
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
        """Write a provisional goal."""
        iri = NamedNode(goal)
        writer.add(iri, RDF_TYPE, sg(LEVELS[level]))
        writer.add(iri, "inFramework", NamedNode(framework) if framework else None)
        writer.add(iri, "level", level)
        writer.add(iri, "name", name)
        writer.add(iri, "number", number)
        writer.add(iri, "provisional", boolean(value=True))
