"""Corrections as they are kept: one JSON object a line, appended and synced, never changed.

The last record of a key holds. A line that a killed program left half written is passed over with a warning.
"""

from __future__ import annotations

import json
import os
from dataclasses import MISSING, asdict, dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, get_args

from pyoxigraph import NamedNode

from samgraf import files
from samgraf.graph.namespaces import THINGS
from samgraf.reports.model import Basis, Horizon, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Decision = Literal["confirmed", "rejected", "corrected"]
Value = str | int | None

_SHOWN = 60
"""Characters of a wrong value that are shown."""

DECISIONS: tuple[Decision, ...] = ("confirmed", "rejected", "corrected")

CHANGEABLE: dict[str, frozenset[str]] = {
    "actor": frozenset({"actor", "name", "kind"}),
    "role": frozenset({"role"}),
    "goal": frozenset({"framework", "goal", "area", "level"}),
    "fund": frozenset({"fund", "actor", "name"}),
    "figure": frozenset({"value"}),
    "period": frozenset({"start_year", "end_year", "start_month", "end_month"}),
    "basis": frozenset({"basis"}),
    "horizon": frozenset({"horizon"}),
    "entry": frozenset({"name"}),
    "left": frozenset({"name"}),
    "group": frozenset(),
    "cell": frozenset(),
    "chain": frozenset(),
}
"""The fields of each kind of thing that a correction may change."""

_ADDRESSES = frozenset({"actor", "goal", "area", "framework", "fund"})
_NUMBERS = frozenset({"start_year", "end_year", "start_month", "end_month"})
_WORDS: dict[str, tuple[str, ...]] = {
    "role": get_args(Role),
    "basis": get_args(Basis),
    "horizon": get_args(Horizon),
    "level": ("area", "target", "objective", "priority"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What somebody decided about one thing of one report.

    `key` is the thing's; `old` what the program had read, `new` what holds instead (only the fields that change).
    `source` is the sha256 of the file that was reviewed, `quote` the sentence that the decision rests on.
    """

    id: str
    key: str
    kind: str
    report: str
    question: str
    insats: str
    surface: str
    decision: Decision
    old: dict[str, Value] = field(default_factory=dict)
    new: dict[str, Value] = field(default_factory=dict)
    who: str
    when: str
    why: str = ""
    source: str
    quote: str

    def says(self) -> tuple[str, str, str]:
        """Return what makes another record of the same key a repetition: the decision, the new values, the reason."""
        return self.decision, json.dumps(self.new, sort_keys=True), self.why


def records_path(workspace: Path, report: str) -> Path:
    """Return where the corrections of a report ("19-2023") are kept."""
    return workspace / "corrections" / f"{report}.jsonl"


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no record: its number, and what is wrong with it."""

    number: int
    sv: str
    en: str


def read_records(path: Path) -> tuple[list[Correction], list[Broken]]:
    """Return the records of a file in their order, and the lines that are none."""
    if not path.is_file():
        return [], []
    found, broken = [], []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if line.strip():
            record = _record(line)
            if isinstance(record, Correction):
                found.append(record)
            else:
                broken.append(Broken(number, *record))
    return found, broken


def latest(records: Iterable[Correction]) -> dict[str, Correction]:
    """Return the record that holds for each key, in the order in which the keys were first decided."""
    held: dict[str, Correction] = {}
    for record in records:
        held[record.key] = record
    return held


def append(path: Path, records: Iterable[Correction]) -> int:
    """Return how many records were added: on the disk when this returns, none that only repeats what holds."""
    held = latest(read_records(path)[0])
    new = [record for record in records if record.key not in held or held[record.key].says() != record.says()]
    if not new:
        return 0
    lines = "".join(json.dumps(asdict(record), ensure_ascii=False, sort_keys=True) + "\n" for record in new)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        torn = file.tell() > 0 and not path.read_bytes().endswith(b"\n")
        file.write((b"\n" if torn else b"") + lines.encode("utf-8", "surrogatepass"))
        file.flush()
        os.fsync(file.fileno())
    files.sync_folder(path.parent)
    return len(new)


def _record(line: bytes) -> Correction | tuple[str, str]:
    """Return the record of a line, or what is wrong with one that is torn or changed into something that cannot hold."""
    try:
        held: Any = json.loads(line)
    except ValueError:
        return "är inte hel JSON", "is not whole JSON"
    if not isinstance(held, dict):
        return "är inget beslut", "is no decision"
    known = {each.name: each for each in fields(Correction)}
    needed = {name for name, each in known.items() if each.default is MISSING and each.default_factory is MISSING}
    if missing := ", ".join(sorted(needed - held.keys())):
        return f"saknar {missing}", f"lacks {missing}"
    record = Correction(**{name: value for name, value in held.items() if name in known})
    return next(_faults(record), record)


def _faults(record: Correction) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a record."""
    texts = {name: getattr(record, name) for name in ("id", "key", "surface", "quote", "who", "when", "why", "source")}
    if wrong := ", ".join(name for name, value in texts.items() if not isinstance(value, str)):
        yield f"{wrong} är ingen text", f"{wrong} is no text"
    if record.decision not in DECISIONS:
        told, known = _shown(record.decision), ", ".join(DECISIONS)
        yield f"beslutet {told} är inget av {known}", f"the decision {told} is none of {known}"
    if str(record.kind) not in CHANGEABLE:
        yield f"slaget {_shown(record.kind)} finns inte", f"there is no kind {_shown(record.kind)}"
    elif not _may_be(str(record.kind), record.new):
        yield f"nytt värde som inte går: {_shown(record.new)}", f"a new value that cannot be: {_shown(record.new)}"


def _shown(value: object) -> str:
    """Return a value as JSON, cut short."""
    told = json.dumps(value, ensure_ascii=False)
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]} …"


def _may_be(kind: str, new: object) -> bool:
    """Return whether new values are of fields that may change, and of the form that these have."""
    if not isinstance(new, dict) or not new.keys() <= CHANGEABLE[kind]:
        return False
    return all(_fits(name, value) for name, value in new.items())


def _fits(name: str, value: object) -> bool:
    """Return whether a value is one that a field can have."""
    if name in _NUMBERS:
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
    if name in _ADDRESSES:
        return value is None or _is_address(value)
    if name == "value":
        return isinstance(value, str) and _is_number(value)
    return isinstance(value, str) and value in _WORDS.get(name, (value,)) and bool(value.strip())


def _is_number(text: str) -> bool:
    """Return whether a text is a decimal number."""
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _is_address(value: object) -> bool:
    """Return whether a value is the address of a thing of ours."""
    if not isinstance(value, str) or not value.startswith(THINGS):
        return False
    try:
        NamedNode(value)
    except ValueError:
        return False
    return True
