"""What the charts count, from the answers to questions of the library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from samgraf import queries
from samgraf.charts.matrix import Label
from samgraf.network.aims import read_places, to_aims
from samgraf.network.facts import text
from samgraf.swedish import order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from samgraf.absence import Engine
    from samgraf.network.facts import Goal

Cell = tuple[str, str]
NO_SECTION = "–"
"""What the library calls the section of a question without a number."""
_OTHER = {"other": "övrigt", NO_SECTION: "övrigt"}
"""What is written for the question without a number, and for its section."""


@dataclass(frozen=True)
class Asked:
    """What the library is asked about: an engine, its questions, and which regions and years are wanted."""

    engine: Engine
    library: Mapping[str, queries.Query]
    chosen: Mapping[str, object] = field(default_factory=dict)

    def rows(self, id: str) -> list[dict[str, Any]]:  # noqa: A002  (the word that the library uses)
        """Return the rows of an answer as dicts."""
        return queries.run(queries.find(self.library, id), self.engine, **self.chosen).to_dicts()


@dataclass
class Count:
    """Rows, columns and, in each cell, the different things that are counted; `absent` are cells with nothing to count."""

    rows: list[Label] = field(default_factory=list)
    columns: list[Label] = field(default_factory=list)
    things: dict[Cell, set[str]] = field(default_factory=dict)
    sums: dict[Cell, int] = field(default_factory=dict)
    absent: set[Cell] = field(default_factory=set)

    def add(self, row: str, column: str, thing: str) -> None:
        """Count a thing in a cell, once."""
        self.things.setdefault((row, column), set()).add(thing)


def goals_insatser(asked: Asked) -> Count:
    """Return which insats names which goal: the reports' own coupling, with the goals that none names."""
    return _of_goals(asked, lambda work: (work.insats, work.name))


def goals_years(asked: Asked) -> Count:
    """Return how many insatser name each goal, by year."""
    told = set(reports(asked))
    return _of_goals(
        asked, lambda work: (str(work.year), str(work.year)), lambda region, year: (region, int(year)) in told
    )


def goals_regions(asked: Asked) -> Count:
    """Return how many insatser name each goal, by region."""
    return _of_goals(asked, lambda work: (work.region, work.region), lambda region, column: region == column)


def _of_goals(asked: Asked, column_of: Callable[[Any], Cell], may: Callable[[str, str], bool] | None = None) -> Count:
    """Return insatser by goal and by what `column_of` says of an insats.

    `may` says of a region and a column whether an insats in that column can name a goal of the region's own strategy.
    """
    query = queries.find(asked.library, "insats-goals")
    aims = to_aims(queries.selected(query, asked.engine, **asked.chosen), read_places(asked.engine))
    count = Count()
    columns: dict[str, str] = {}
    goals: dict[str, Label] = {goal.iri: _goal(goal) for _, goal in aims}
    for work, goal in aims:
        key, text = column_of(work)
        columns[key] = min(columns.get(key, text), text)
        count.add(goal.iri, key, work.name)
    frameworks = {goal.iri: goal.framework for _, goal in aims}
    known = read_places(asked.engine)
    frameworks_of_all = {framework for framework, _ in known.values()} - {""}
    owner = {goal.iri: work.region for work, goal in aims if goal.framework not in frameworks_of_all} | _owners(asked)
    for row in asked.rows("goals-without-insatser"):
        if row["goal"]:
            title = " ".join(str(row[name]) for name in ("number", "title") if row[name])
            framework, area = known.get(row["goal"], (frameworks.get(row["goal"], ""), ""))
            goals.setdefault(row["goal"], Label(row["goal"], title, framework, area or row["area"] or ""))
    count.rows = sorted(
        goals.values(), key=lambda label: (order(label.group), order(label.area), order(label.text), label.key)
    )
    count.columns = sorted((Label(*pair) for pair in columns.items()), key=lambda label: (order(label.text), label.key))
    if may is not None:
        owned = [(goal, owner[goal]) for goal in goals if goal in owner]
        count.absent = {(goal, column) for goal, region in owned for column in columns if not may(region, column)}
    return count


_OWNERS = """
SELECT ?goal ?name {
  ?framework sg:ofRegion ?region .
  ?region sg:name ?name .
  ?goal sg:inFramework ?framework .
}
ORDER BY ?goal ?name
"""


def _owners(asked: Asked) -> dict[str, str]:
    """Return the region whose strategy a goal belongs to, by the goal's address."""
    return {text(row["goal"]): text(row["name"]) for row in asked.engine.query(_OWNERS)}  # type: ignore[union-attr]


def _goal(goal: Goal) -> Label:
    """Return the label of a goal."""
    return Label(goal.iri, goal.label, goal.framework, goal.area)


def _place(label: Label) -> tuple[Any, ...]:
    """Return a key that sorts goals by framework and area, the area itself first, then by number."""
    return order(label.group), order(label.area), label.text != label.area, order(label.text), label.key


def kinds_questions(asked: Asked) -> Count:
    """Return how many different actors of each kind each question names; nothing where nobody answered the question."""
    count = Count()
    answered: dict[str, bool] = {}
    for row in asked.rows("answers-status"):
        number = _short(row["question"])
        answered[number] = answered.get(number, False) or row["status"] != "tom"
    for row in (*asked.rows("actors-in-answers"), *asked.rows("insats-actors")):
        count.add(row["kind"], _short(row["question"]), row["actorName"])
    kinds = {row for row, _ in count.things}
    count.rows = [Label(kind, kind) for kind in sorted(kinds, key=order)]
    numbers = set(answered) | {column for _, column in count.things}
    count.columns = [Label(number, _OTHER.get(number, number)) for number in sorted(numbers, key=order)]
    count.absent = {(kind, number) for kind in kinds for number in numbers if not answered.get(number, True)}
    return count


def challenges_dimensions(asked: Asked) -> Count:
    """Return in how many answers each challenge of society and each dimension of sustainability are both treated."""
    count = Count()
    treated: dict[str, dict[str, set[str]]] = {}
    for row in asked.rows("challenges-dimensions"):
        place = f"{row['region']} {row['year']}: {row['question']}"
        treated.setdefault(row["kind"], {}).setdefault(row["theme"], set()).add(place)
    challenges, dimensions = treated.get("samhällsutmaning", {}), treated.get("hållbarhetsdimension", {})
    for challenge, places in challenges.items():
        for dimension, others in dimensions.items():
            for place in places & others:
                count.add(challenge, dimension, place)
    count.rows = [Label(name, name) for name in sorted(challenges, key=order)]
    count.columns = [Label(name, name) for name in sorted(dimensions, key=order)]
    return count


def themes_sections(asked: Asked) -> Count:
    """Return in how many answers of each section each theme is treated; nothing where the section is not answered."""
    count = Count()
    for row in asked.rows("challenges-dimensions"):
        section = _section(row["question"])
        count.add(f"{row['kind']}|{row['theme']}", section, f"{row['region']} {row['year']}: {row['question']}")
    rows = {key for key, _ in count.things}
    answered: dict[str, int] = {}
    for row in asked.rows("sections-overview"):
        answered[str(row["section"])] = answered.get(str(row["section"]), 0) + int(row["answered"])
    count.absent = {(key, section) for key in rows for section, answers in answered.items() if answers == 0}
    labels = [Label(key, key.partition("|")[2], key.partition("|")[0]) for key in rows]
    count.rows = sorted(labels, key=lambda label: (order(label.group), order(label.text)))
    count.columns = _sections(asked, (section for _, section in count.things))
    return count


def basis_sections(asked: Asked) -> Count:
    """Return how many insatser rest their results on what, by section of the form."""
    count = Count()
    for row in asked.rows("results-basis"):
        section = _section(row["question"])
        cell = (section, row["basis"])
        count.sums[cell] = count.sums.get(cell, 0) + int(row["insatser"])
    used = {section for section, _ in count.sums}
    count.rows = [label for label in _sections(asked, used, titled=True) if label.key in used]
    bases = {basis for _, basis in count.sums}
    known = [basis for basis in ("utvärdering", "uppföljning", "egen bedömning") if basis in bases]
    last = [basis for basis in ("ej angiven",) if basis in bases]
    count.columns = [Label(each, each) for each in (*known, *sorted(bases - {*known, *last}, key=order), *last)]
    return count


def regions_sections(asked: Asked) -> Count:
    """Return how many insatser each region reports in each section; nothing where the section is not answered."""
    count = Count()
    answered: dict[Cell, int] = {}
    for row in asked.rows("sections-overview"):
        cell = (row["region"], str(row["section"]))
        count.sums[cell] = count.sums.get(cell, 0) + int(row["insatser"])
        answered[cell] = answered.get(cell, 0) + int(row["answered"])
    count.rows = [Label(name, name) for name in sorted({region for region, _ in count.sums}, key=order)]
    count.columns = _sections(asked, (section for _, section in count.sums))
    count.absent = {cell for cell, answers in answered.items() if answers == 0}
    return count


def priorities_regions(asked: Asked) -> Count:
    """Return how many insatser each region couples to each priority of the national strategy."""
    count = Count()
    titles: dict[str, str] = {}
    for row in asked.rows("coverage-priorities"):
        titles[row["priority"]] = row["title"]
        cell = (row["priority"], row["region"])
        count.sums[cell] = count.sums.get(cell, 0) + int(row["insatser"])
    count.rows = [Label(iri, titles[iri]) for iri in sorted(titles, key=order)]
    count.columns = [Label(name, name) for name in sorted({region for _, region in count.sums}, key=order)]
    return count


def _sections(asked: Asked, used: Iterable[str], *, titled: bool = False) -> list[Label]:
    """Return the sections of the form by number, and those used beside them, with their titles if wanted."""
    titles = dict.fromkeys(used, "")
    titles |= {str(row["section"]): row["title"] or "" for row in asked.rows("sections-overview")}
    return [
        Label(number, f"{_OTHER.get(number, number)} {titles[number] if titled else ''}".strip())
        for number in sorted(titles, key=order)
    ]


def _section(question: object) -> str:
    """Return the section that a question stands in."""
    first = str(question).split(".")[0]
    return first if first.isdecimal() else NO_SECTION


def _short(question: object) -> str:
    """Return a question's number without what follows its second part: "10.3.rus" is within "10.3"."""
    return ".".join(str(question).split(".")[:2])


def reports(asked: Asked) -> Iterable[tuple[str, int]]:
    """Return the region and year of each report that is counted."""
    return sorted({(row["region"], int(row["year"])) for row in asked.rows("sections-overview")})
