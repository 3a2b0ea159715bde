"""A list of goals as people keep it (CSV, Excel, YAML, text) made into a goal framework of the ontology."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samgraf.errors import ReadError, UsageError
from samgraf.graph.iris import slug
from samgraf.graph.namespaces import THINGS
from samgraf.turtle import Thing, document, local, text, thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from samgraf.records import CountyRecord, FrameworkRecord

UNTITLED = "(titel okänd)"
"""How the name of a goal ends whose number alone is known."""

_HEADS = {
    "area": {"area", "område", "målområde", "utvecklingsområde", "insatsområde", "prioritering", "prioriterat område"},
    "number": {"number", "nummer", "nr", "nr.", "no", "målnummer"},
    "title": {"title", "titel", "mål", "delmål", "rubrik", "goal", "target", "effektmål", "benämning"},
}
_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_AREA_LINE = re.compile(
    rf"(?:\w*områd\w*|prioritering|area)\s*(?P<number>{_NUMBER})?\s*[.):–-]*\s*(?P<title>\S.*)?$", re.IGNORECASE
)
_GOAL_LINE = re.compile(
    rf"(?:[-•*–]\s*)?(?:\w*mål|target|goal)\s*(?P<called>{_NUMBER})\s*[.):–-]*\s*(?P<after>.*)$|(?P<number>{_NUMBER})\s*[.):–-]*\s+(?P<title>\S.*)$|[-•*–]\s+(?P<bare>\S.*)$",
    re.IGNORECASE,
)
_WIDTH = 3


@dataclass(frozen=True, slots=True)
class ListedGoal:
    """A goal of a list: its area, its number and its title, each None where the list has none, and the row it stands in."""

    area: str | None
    number: str | None
    title: str | None
    row: int


@dataclass(frozen=True, slots=True)
class Framework:
    """A region's goal framework to be made: its key, its name, whose it is, its first and last year."""

    key: str
    name: str
    county: CountyRecord
    start: int | None
    end: int | None


def read_goals(path: Path) -> tuple[ListedGoal, ...]:
    """Return the goals of a list, in its order.

    Raises:
        ReadError: the file cannot be read.
        UsageError: there are no goals in it, a row has neither number nor title, or two have the same number.
    """
    try:
        data = path.read_bytes()
        suffix = path.suffix.lower()
        if suffix in {".xlsx", ".xls", ".ods"}:
            found = _of_rows(_sheet(data))
        elif suffix in {".yaml", ".yml", ".json"}:
            found = _of_yaml(data)
        else:
            plain = _decoded(data)
            rows = _separated(plain)
            found = _of_rows(rows) if rows else _of_text(plain)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ReadError(
            f"{path}: listan går inte att läsa ({reason}). Den ska ha kolumnerna område, nummer, mål (CSV eller Excel), eller en rad per mål.",
            f"{path}: the list cannot be read ({reason}). It should have the columns area, number, title (CSV or Excel), or one line a goal.",
        ) from error
    _check(path, found)
    return found


def framework_for(county: CountyRecord, name: str, start: int | None, end: int | None) -> Framework:
    """Return the framework to be made for a region; its key is `rus-<region>-<last or first year>`."""
    year = end or start
    key = f"rus-{slug(county.short)}" + (f"-{year}" if year else "")
    return Framework(key, name, county, start, end)


def to_turtle(framework: Framework, goals: Sequence[ListedGoal], source: str) -> str:
    """Return a goal framework as a Turtle file for `ontology/goals/`, or for a workspace's `reference/`."""
    comments = (
        f"{framework.name}: the goals of {framework.county.region_name}.",
        f"Source: {source}, made by `samgraf goals new`. Write here where the list is from and when it was read.   Licence: CC0-1.0",
    )
    spaces = {"actor": f"{THINGS}actor/", "framework": f"{THINGS}framework/", "goal": f"{THINGS}goal/{framework.key}/"}
    return document(comments, spaces, _things(framework, goals))


def known_framework(framework: Framework, records: Iterable[FrameworkRecord]) -> FrameworkRecord | None:
    """Return the framework that is already there under a key, None if there is none."""
    return next((record for record in records if record.key == framework.key), None)


def _things(framework: Framework, goals: Sequence[ListedGoal]) -> Iterator[Thing]:
    """Yield the framework, its areas and its goals."""
    iri, short = f"framework:{local(framework.key)}", framework.county.short
    spellings = [
        f"Regional utvecklingsstrategi för {short}",
        f"RUS {short}",
        *([f"RUS {framework.end}"] if framework.end else []),
    ]
    yield thing(
        iri,
        a=("skos:ConceptScheme", "sg:GoalFramework"),
        skos_prefLabel=text(framework.name, "sv"),
        sg_name=text(framework.name),
        skos_altLabel=[text(one, "sv") for one in spellings if one != framework.name],
        sg_acronym=text("RUS"),
        sg_ofRegion=f"actor:region-{framework.county.code}",
        sg_validFrom=str(framework.start) if framework.start else None,
        sg_validTo=str(framework.end) if framework.end else None,
    )
    areas: dict[str, str] = {}
    for area in dict.fromkeys(goal.area for goal in goals if goal.area):
        number, title = _area(area)
        areas[area] = f"goal:area-{local(number or slug(title))}"
        yield thing(
            areas[area],
            a=("skos:Concept", "sg:GoalArea"),
            skos_prefLabel=text(title, "sv"),
            sg_name=text(title),
            skos_notation=text(number) if number else None,
            sg_number=text(number) if number else None,
            sg_titleKnown="true",
            sg_inFramework=iri,
            skos_inScheme=iri,
            skos_topConceptOf=iri,
        )
    for goal in goals:
        name = goal.title or f"Delmål {goal.number} {UNTITLED}"
        within = areas.get(goal.area) if goal.area else None
        yield thing(
            f"goal:target-{local(goal.number or slug(name))}",
            a=("skos:Concept", "sg:Target"),
            skos_prefLabel=text(name, "sv"),
            sg_name=text(name),
            skos_notation=text(goal.number) if goal.number else None,
            sg_number=text(goal.number) if goal.number else None,
            sg_titleKnown="true" if goal.title else "false",
            sg_inFramework=iri,
            sg_inArea=within,
            skos_broader=within,
            skos_inScheme=iri,
        )


def _area(written: str) -> tuple[str | None, str]:
    """Return the number and the title of an area as a list has it: "1 Ett levande Halland", "Område 2: …", "…"."""
    match = re.match(
        rf"(?:(?:\w*områd\w*|prioritering|area)\s+)?(?P<number>{_NUMBER})[.):–\s-]+(?P<title>\S.*)$",
        written,
        re.IGNORECASE,
    )
    return (match["number"], match["title"].strip()) if match else (None, written)


def _decoded(data: bytes) -> str:
    """Return text, UTF-8 or as older Swedish programs write it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _separated(plain: str) -> list[list[str]] | None:
    """Return the rows of a CSV file, None if a text is none: a separator stands in every line that is not empty."""
    lines = [line for line in plain.splitlines() if line.strip()]
    for separator in (";", "\t", ","):
        rows = list(csv.reader(io.StringIO(plain), delimiter=separator))
        filled = [row for row in rows if any(cell.strip() for cell in row)]
        if lines and filled and all(separator in line for line in lines) and _kinds(filled[0]):
            return rows
        if filled and separator != "," and min(map(len, filled)) == max(map(len, filled)) > 1:
            return rows
    return None


def _sheet(data: bytes) -> list[list[str]]:
    """Return the rows of the first sheet of a workbook, as text."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  (only for workbooks)

    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    except (CalamineError, IndexError) as error:
        raise ValueError(str(error)) from error
    return [[_cell(cell) for cell in row] for row in rows]


def _cell(value: Any) -> str:  # noqa: ANN401  (whatever a workbook holds)
    """Return a cell as text; 14.0 is "14"."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _kinds(head: Sequence[str]) -> dict[str, int]:
    """Return the columns by what their heads say, empty if a row holds no heads."""
    found = {
        kind: place
        for place, cell in enumerate(head)
        for kind, names in _HEADS.items()
        if cell.strip().lower() in names
    }
    return found if "title" in found else {}


def _of_rows(rows: Sequence[Sequence[str]]) -> tuple[ListedGoal, ...]:
    """Return the goals of a table; an empty cell under an area goes on with the area above, as in merged cells."""
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    columns = _kinds(filled[0][1]) if filled else {}
    body = filled[1:] if columns else filled
    if not columns and body:
        width = max(len(row) for _, row in body)
        numeric = all(re.fullmatch(_NUMBER, row[0].strip()) for _, row in body)
        columns = (
            {"area": 0, "number": 1, "title": 2}
            if width >= _WIDTH
            else {"number": 0, "title": 1}
            if numeric
            else {"area": 0, "title": width - 1}
        )
    found = []
    area = None
    for number, row in body:
        values = {kind: (row[place].strip() if place < len(row) else "") for kind, place in columns.items()}
        area = values.get("area") or area
        found.append(ListedGoal(area, values.get("number") or None, values.get("title") or None, number))
    return tuple(found)


def _of_yaml(data: bytes) -> tuple[ListedGoal, ...]:
    """Return the goals of YAML: a list of {area, number, title}, or areas with lists of titles under them."""
    import yaml  # noqa: PLC0415  (only for such lists)

    try:
        raw = yaml.safe_load(_decoded(data))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    if isinstance(raw, dict):
        raw = [
            {"area": area, **(one if isinstance(one, dict) else {"title": one})}
            for area, several in raw.items()
            for one in several
        ]
    found = []
    for row, one in enumerate(raw, start=1):
        about = one if isinstance(one, dict) else {"title": one}
        if strange := sorted(about.keys() - _HEADS.keys()):
            raise ValueError(f"{strange[0]!r}: area, number, title")
        values = {key: str(value).strip() for key, value in about.items() if value is not None}
        found.append(ListedGoal(values.get("area"), values.get("number"), values.get("title"), row))
    return tuple(found)


def _of_text(plain: str) -> tuple[ListedGoal, ...]:
    """Return the goals of a text: a line with a number or a bullet is a goal, another line the area of those under it."""
    lines = [(row, line.strip()) for row, line in enumerate(plain.splitlines(), start=1) if line.strip()]
    marked = any(_GOAL_LINE.match(line) and not _AREA_LINE.match(line) for _, line in lines)
    found: list[ListedGoal] = []
    area: str | None = None
    for row, line in lines:
        goal = None if _AREA_LINE.match(line) else _GOAL_LINE.match(line)
        if goal is not None:
            title = (goal["after"] if goal["called"] else goal["title"] or goal["bare"]) or None
            found.append(ListedGoal(area, goal["called"] or goal["number"], title, row))
        elif marked:
            area = line.rstrip(":")
        else:
            found.append(ListedGoal(None, None, line, row))
    return tuple(found)


def _check(path: Path, goals: Sequence[ListedGoal]) -> None:
    """Return nothing if every goal can be named, each by a key of its own."""
    if not goals:
        raise UsageError(f"{path}: inga mål i listan.", f"{path}: there are no goals in the list.")
    seen: dict[str, int] = {}
    for goal in goals:
        if goal.number is None and goal.title is None:
            raise UsageError(
                f"{path}, rad {goal.row}: varken nummer eller mål. Skriv minst det ena.",
                f"{path}, row {goal.row}: neither number nor title. Write one of them at least.",
            )
        key = goal.number or slug(goal.title or "")
        if key in seen:
            raise UsageError(
                f"{path}, rad {goal.row}: samma mål som på rad {seen[key]} ({key}). Varje mål ska stå en gång.",
                f"{path}, row {goal.row}: the same goal as in row {seen[key]} ({key}). Each goal should stand once.",
            )
        seen[key] = goal.row
