"""What checking a stored report came to, kept until something that it rests on changes.

`index/checks/<report>.json` holds one report's findings, sections and results with the digest of what they were made from: the report's
graph, its source, the shapes with their severities, own shapes, the reference data and the program. It may be thrown away.
Accepted findings are no part of it: what people decided is read anew each time.
"""

from __future__ import annotations

import json
import os
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samgraf import files
from samgraf.checked import Checked
from samgraf.findings import Finding, SectionStatus, Words
from samgraf.ontology import stamps
from samgraf.results import Result
from samgraf.workspace import program_version, reference_digest

if TYPE_CHECKING:
    from samgraf.checking import Choices
    from samgraf.manifest import Record
    from samgraf.own_shapes import OwnShapes

_END = b'"whole": true}'
"""How a file ends that was written to its end."""
_WORDS = frozenset({"title", "message", "advice", "rests_on", "question_title"})
_FIELDS = tuple(field.name for field in fields(Finding) if field.name != "decision")
_CHECKING = ("findings", "results", "set_plan", "set_queries", "shapes", "validation")
"""The modules that decide what is found, beside those of `reckoning/`."""


def common_digest(choices: Choices) -> str:
    """Return the digest of all that the checks of a workspace rest on, but the reports themselves."""
    local = stamps(choices.local)
    parts = [program_version(), _code_digest(), reference_digest(), choices.shapes.digest, _own_digest(choices.own)]
    return files.sha256_bytes("\n".join([*parts, *(files.sha256_of(path) for path, _, _ in local)]).encode())


@cache
def _code_digest() -> str:
    """Return the sha256 of the code that checks: in a checkout it changes without the version."""
    here = Path(__file__).parent
    paths = [*(here / f"{name}.py" for name in _CHECKING), *sorted((here / "reckoning").glob("*.py"))]
    return files.sha256_bytes(b"\0".join(path.read_bytes() for path in paths if path.is_file()))


def _own_digest(own: OwnShapes | None) -> str:
    """Return a digest of a user's own shapes; nothing where there are none."""
    if own is None:
        return ""
    told = [str(own.folder), *map(str, own.triples), *(f"{iri} {name}" for iri, name in sorted(own.ids.items()))]
    return files.sha256_bytes("\n".join(told).encode())


def report_digest(record: Record, common: str) -> str:
    """Return the digest of all that the check of one report rests on."""
    told = [common, record.graph_sha256, record.source_sha256, record.source or "", record.source_name]
    return files.sha256_bytes("\n".join(told).encode())


def place(workspace: Path, key: str) -> Path:
    """Return where the check of a report ("19-2023") is kept."""
    return workspace / "index" / "checks" / f"{key}.json"


def is_fresh(workspace: Path, key: str, digest: str) -> bool:
    """Return whether a check is kept whole that rests on what is there now."""
    try:
        with place(workspace, key).open("rb") as file:
            head = file.read(len(digest) + 1)
            file.seek(-len(_END), os.SEEK_END)
            return head == f"{digest}\n".encode() and file.read() == _END
    except OSError:
        return False


def write(workspace: Path, key: str, digest: str, checked: Checked) -> None:
    """Return when a check is kept; its findings as they were found, before what people decided."""
    table: dict[Words, int] = {}

    def told(value: object) -> object:
        return table.setdefault(value, len(table)) if isinstance(value, Words) else value

    whole = {
        "name": checked.name,
        "file": checked.file,
        "title": told(checked.title),
        "report": checked.report,
        "own": checked.own,
        "findings": [[told(getattr(found, name)) for name in _FIELDS] for found in checked.findings],
        "sections": [
            [one.number, told(one.title), one.asked, one.unanswered, one.referring] for one in checked.sections
        ],
        "results": [[one.shape, one.focus, one.value, one.component, one.values] for one in checked.results],
        "words": [[words.sv, words.en] for words in table],  # most findings share theirs with others
        "whole": True,
    }
    data = f"{digest}\n{json.dumps(whole, ensure_ascii=False)}".encode("utf-8", "surrogatepass")
    files.write_whole(place(workspace, key), data)


def read(workspace: Path, key: str, digest: str) -> Checked | None:
    """Return a check that is kept, None where there is none that rests on what is there now, or it is damaged."""
    try:
        told, _, data = place(workspace, key).read_bytes().partition(b"\n")
        return _checked(json.loads(data)) if told.decode() == digest else None
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return None


def _checked(whole: dict[str, Any]) -> Checked:
    """Return a check from what is kept of it."""
    words = [Words(*pair) for pair in whole["words"]]
    return Checked(
        name=whole["name"],
        file=whole["file"],
        title=words[whole["title"]],
        findings=tuple(Finding(**_named(values, words)) for values in whole["findings"]),
        sections=tuple(
            SectionStatus(number, words[title], asked, tuple(unanswered), tuple(referring))
            for number, title, asked, unanswered, referring in whole["sections"]
        ),
        report=whole["report"],
        results=tuple(
            Result(shape, focus, value, component, tuple((name, text) for name, text in values))
            for shape, focus, value, component, values in whole["results"]
        ),
        own=whole["own"],
    )


def _named(values: list[Any], words: list[Words]) -> dict[str, Any]:
    """Return the fields of a finding by name."""
    named = dict(zip(_FIELDS, values, strict=True))
    return named | {name: words[named[name]] for name in _WORDS if named[name] is not None}
