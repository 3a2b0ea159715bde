"""A profile made from a form, written down: the YAML file with its remarks, the fingerprint, the template in Turtle."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samgraf.errors import UsageError
from samgraf.graph.template import to_turtle
from samgraf.reports.profile import load_profile, read_yaml
from samgraf.reports.profile_new import as_profile, understand, year_of
from samgraf.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.documents import Document
    from samgraf.reports.profile import Profile
    from samgraf.reports.profile_new import Made

__all__ = ["Written", "make_profile", "to_yaml", "year_of"]

_FAMILY = "villkorsbeslut"
_ROW = 10


@dataclass(frozen=True, slots=True)
class Written:
    """The profile that was made, its files, what its maker was unsure of (Swedish, English), and how much of the form it finds again."""

    profile: Profile
    files: tuple[Path, ...]
    unsure: tuple[tuple[str, str], ...]
    found: int


def make_profile(document: Document, year: int, out: Path, turtle_folder: Path) -> Written:
    """Return the profile made from an empty form, written to `out`, its fingerprint beside it, its template in a folder.

    Raises:
        UsageError: a file is already there.
        NotAReportError: no questions are in the form.
    """
    made = understand(document, year)
    template = _template(made.year, document)
    prints = out.with_suffix(".fingerprint")
    turtle = turtle_folder / f"{template}.ttl"
    for path in (out, prints, turtle):
        if path.exists():
            raise UsageError(
                f"{path}: filen finns redan och skrivs inte över. Ta bort den, eller välj en annan med --out.",
                f"{path}: the file is already there and is not written over. Remove it, or choose another with --out.",
            )
    base = read_yaml(folder("loaders") / _FAMILY / "2023.yaml")
    raw = as_profile(made, base, template, f"{_FAMILY}/{out.stem}") | {"fingerprint": prints.name}
    for path in (out, turtle):
        path.parent.mkdir(parents=True, exist_ok=True)
    prints.write_text(_rows(made.fingerprint()), encoding="ascii")
    out.write_text(to_yaml(raw, made, document.name), encoding="utf-8")
    profile = load_profile(out)
    comments = (
        f"The form for the reports on {made.year}: made by `samgraf profile new` from {document.name}.",
        "Labels are the first words of the form. What each question asks for is told by its words; look it through.",
    )
    turtle.write_text(to_turtle(profile, comments), encoding="utf-8")
    unsure = (*made.unsure, *((f"{a.key}: {sv}", f"{a.key}: {en}") for a in made.asked for sv, en in a.unsure))
    return Written(profile, (out, prints, turtle), unsure, _found_again(document, profile))


def to_yaml(raw: dict[str, Any], made: Made, source: str) -> str:
    """Return a profile as a YAML file, with a remark at everything that its maker was unsure of."""
    lines = [
        f"# How the form for the reports on {made.year} looks: made by `samgraf profile new` from {source}.",
        "# Look through what is marked OSÄKERT (unsure); keys are explained in loaders/README.md.",
        *(f"# OSÄKERT: {sv} / {en}" for sv, en in made.unsure),
        "",
        *(f"{key}: {_scalar(raw[key])}" for key in ("id", "template", "years", "title", "numbered", "fingerprint")),
        "",
        *_listed("form_lines", [_scalar(one) for one in raw["form_lines"]]),
        "sections:",
    ]
    for section in raw["sections"]:
        lines += _entry(section)
    lines += ["", "questions:"]
    unsure = {asked.key: asked.unsure for asked in made.asked}
    for question in raw["questions"]:
        lines += [f"  # OSÄKERT: {sv} / {en}" for sv, en in unsure[question["number"]]]
        lines += _entry(question)
    lines += ["", "columns:"]
    for column in raw["columns"]:
        lines += _entry(column)
    lines += ["", "# What follows the last answer, and what a report says of itself: as in the profile of 2023."]
    lines += [f"signature: {_scalar(raw['signature'])}", "metadata:"]
    lines += [f"  {key}: {_scalar(value)}" for key, value in raw["metadata"].items()]
    return "\n".join([*lines, ""])


def _entry(about: dict[str, Any]) -> list[str]:
    """Return one thing of a list; its own lists are written with one line a thing."""
    lines = []
    for at, (key, value) in enumerate(about.items()):
        lead = "  - " if at == 0 else "    "
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{lead}{key}:", *(f"      - {json.dumps(one, ensure_ascii=False)}" for one in value)]
        else:
            lines.append(f"{lead}{key}: {_scalar(value)}")
    return lines


def _listed(key: str, values: list[str]) -> list[str]:
    """Return a list of texts, nothing if it is empty."""
    return [f"{key}:", *(f"  - {value}" for value in values), ""] if values else []


def _scalar(value: Any) -> str:  # noqa: ANN401  (any value of YAML)
    """Return a value as YAML has it; JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)


def _rows(hashes: list[str]) -> str:
    """Return hashes in rows."""
    return "".join(" ".join(hashes[at : at + _ROW]) + "\n" for at in range(0, len(hashes), _ROW))


def _template(year: int, document: Document) -> str:
    """Return the key of the form's template: of the year, with digits of the file where the ontology has another for it."""
    name = f"{_FAMILY}-{year}"
    held = (folder("ontology") / "templates" / f"{name}.ttl").exists()
    return f"{name}-{document.sha256[:8]}" if held else name


def _found_again(document: Document, profile: Profile) -> int:
    """Return how many of its questions a profile finds in the form that it was made from."""
    from samgraf.reports.fitting import fits  # noqa: PLC0415  (needed only for the test)
    from samgraf.reports.template import read_words  # noqa: PLC0415

    return fits(read_words(document), (profile,), None)[0].questions
