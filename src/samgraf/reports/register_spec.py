"""A column spec: which headings of a register mean what. `loaders/register/<id>.yaml` says it, this reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from samgraf.errors import ProfileError, UnknownProfileError
from samgraf.reports.words import words
from samgraf.resources import folder

if TYPE_CHECKING:
    from collections.abc import Sequence

RegisterColumn = Literal[
    "region", "year", "question", "name", "description", "start", "end", "period", "funding", "amount", "granted", "paid",
    "outputs", "effects", "basis", "goals", "area", "owner", "partners", "convenor", "target-group", "actors",
]  # fmt: skip
REGISTERS = "register"
"""The folder of column specs, in `loaders/` and among a workspace's own profiles."""

SHORT = 4
"""In a heading of at most so many words the longest stem counts; in a longer one the first."""

_KEYS = {"id", "title", "template", "empty", "totals", "columns"}
_COLUMN_KEYS = {"column", "heads", "stems"}


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: what it means, the headings that are just that, and the stems that tell a reworded one, as words."""

    column: RegisterColumn
    heads: frozenset[tuple[str, ...]]
    stems: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class RegisterSpec:
    """How one family of registers looks; `empty` and `totals` are lists of words."""

    id: str
    title: str
    template: str
    columns: tuple[ColumnSpec, ...]
    empty: frozenset[str]
    totals: frozenset[str]

    def column_of(self, heading: str) -> RegisterColumn | None:
        """Return what a heading means, None if it means none of the columns."""
        told = tuple(words(heading))
        if not told:
            return None
        exact = next((spec.column for spec in self.columns if told in spec.heads), None)
        if exact:
            return exact
        begins = {word[:end] for word in told for end in range(1, len(word) + 1)}
        best: tuple[int, int, int] | None = None
        column: RegisterColumn | None = None
        for order, spec in enumerate(self.columns):
            for stem in spec.stems:
                at = _place(told, stem) if stem[0] in begins else None
                if at is None:
                    continue
                length = sum(len(word) for word in stem)
                rank = (-length, at, order) if len(told) <= SHORT else (at, -length, order)
                if best is None or rank < best:
                    best, column = rank, spec.column
        return column

    def is_empty(self, text: str) -> bool:
        """Return whether a cell says nothing."""
        return not text.strip() or text.strip().casefold() in self.empty

    def is_total(self, text: str) -> bool:
        """Return whether a row that begins with this text sums up the others."""
        return next(iter(words(text)), "") in self.totals


def _place(told: Sequence[str], stem: Sequence[str]) -> int | None:
    """Return at which word of a heading a stem stands, each of its words the beginning of one."""
    for at in range(len(told) - len(stem) + 1):
        if all(word.startswith(part) for word, part in zip(told[at:], stem, strict=False)):
            return at
    return None


def find_spec(wanted: str | None, folders: tuple[Path, ...] = ()) -> RegisterSpec:
    """Return the column spec with an id ("register/insatser", "insatser"), or in a YAML file; the first one for None.

    `folders` may have column specs in their folder `register`, beside those of `loaders/`.

    Raises:
        UnknownProfileError: there is no such spec.
        ProfileError: it is wrong.
    """
    if wanted is not None and wanted.endswith((".yaml", ".yml")):
        return load_spec(Path(wanted))
    places = (folder("loaders"), *folders)
    specs = [load_spec(path) for place in places for path in sorted(place.glob(f"{REGISTERS}/*.yaml"))]
    for spec in specs:
        if wanted is None or wanted in {spec.id, spec.id.rsplit("/", 1)[-1]}:
            return spec
    known = ", ".join(spec.id for spec in specs)
    raise UnknownProfileError(
        f"Det finns ingen kolumnbeskrivning {wanted!r} för register. De som finns: {known}. En egen anges som fil: --profile MIN.yaml.",
        f"There is no column spec {wanted!r} for registers. There are: {known}. Give one of your own as a file: --profile MINE.yaml.",
    )


@cache
def load_spec(path: Path) -> RegisterSpec:
    """Return the column spec in one YAML file.

    Raises:
        ProfileError: the file is not YAML, lacks a key, or has a key or a column that is not known.
    """
    import yaml  # noqa: PLC0415  (only where a register is read)

    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = str(error).splitlines()[0]
        raise ProfileError(
            f"{path}: kolumnbeskrivningen går inte att läsa ({reason}). Rätta filen eller välj en annan med --profile.",
            f"{path}: the column spec cannot be read ({reason}). Mend the file or choose another with --profile.",
        ) from error
    if not isinstance(raw, dict):
        raise _wrong(path, "är inte en YAML-mappning", "is not a YAML mapping")
    _expect(path, raw, _KEYS, required={"id", "columns"})
    if not isinstance(raw["columns"], list):
        raise _wrong(path, "har ingen lista under columns", "has no list under columns")
    columns = tuple(_column(path, column) for column in raw["columns"])
    if "name" not in {column.column for column in columns}:
        raise _wrong(path, "saknar kolumnen name", "lacks the column name")
    return RegisterSpec(
        id=str(raw["id"]),
        title=str(raw.get("title", raw["id"])),
        template=str(raw.get("template", "villkorsbeslut-2023")),
        columns=columns,
        empty=frozenset(text.casefold() for text in _texts(path, raw, "empty")),
        totals=frozenset(word for text in _texts(path, raw, "totals") for word in words(text)),
    )


def _column(path: Path, raw: object) -> ColumnSpec:
    """Return one column of a spec."""
    if not isinstance(raw, dict):
        raise _wrong(
            path, f"har en kolumn som inte är en mappning: {raw!r}", f"has a column that is no mapping: {raw!r}"
        )
    _expect(path, raw, _COLUMN_KEYS, required={"column"})
    if raw["column"] not in get_args(RegisterColumn):
        known = ", ".join(get_args(RegisterColumn))
        raise _wrong(path, f"har en okänd kolumn {raw['column']!r} (de som finns: {known})",
                     f"has an unknown column {raw['column']!r} (there are: {known})")  # fmt: skip
    return ColumnSpec(
        column=cast("RegisterColumn", raw["column"]),
        heads=frozenset(tuple(words(text)) for text in _texts(path, raw, "heads")),
        stems=tuple(tuple(words(text)) for text in _texts(path, raw, "stems") if words(text)),
    )


def _texts(path: Path, raw: dict[str, Any], key: str) -> list[str]:
    """Return a list of texts; a bare number or a yes that YAML made something else of is told."""
    found = raw.get(key, [])
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise _wrong(path, f"har annat än en lista av texter under {key} (sätt citattecken om tal och ja/nej)",
                     f"has something else than a list of texts under {key} (quote numbers and yes/no)")  # fmt: skip
    return found


def _expect(path: Path, raw: dict[str, Any], known: set[str], *, required: set[str]) -> None:
    """Raise an error for a key that is not known or one that is missing."""
    for key in raw:
        if key not in known:
            raise _wrong(path, f"har en okänd nyckel {key!r} (nycklarna står i loaders/README.md)",
                         f"has an unknown key {key!r} (keys are listed in loaders/README.md)")  # fmt: skip
    if missing := sorted(required - set(raw)):
        raise _wrong(path, f"saknar {', '.join(missing)}", f"lacks {', '.join(missing)}")


def _wrong(path: Path, sv: str, en: str) -> ProfileError:
    """Return the error for a spec of a wrong form."""
    return ProfileError(f"{path}: kolumnbeskrivningen {sv}.", f"{path}: the column spec {en}.")
