"""A profile that is like another: what it says of its own is laid over what the other says.

    like: villkorsbeslut/2023        the profile that it varies
    reword: {utvecklings: tillväxt}  pieces of the other's words that are put in other words, in their order
    without: ["2.4", "9"]            questions, and sections with all their questions, that this form has not

Sections and questions are laid over by their number, columns by their column, metadata by their key; a number
that the other has not is a new one. Everything else takes the other's place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samgraf.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

VARIATIONS = frozenset({"like", "reword", "without"})
"""The keys that only a profile that is like another has."""

_KEYED = {"sections": "number", "questions": "number", "columns": "column"}
_WORDS = ("title", "begin", "sections", "lead", "questions", "columns")
_KEYS_OF_THINGS = frozenset({"number", "key", "kind", "column", "cues", "printed"})


def like_path(path: Path, other: str) -> Path | None:
    """Return the file of the profile with an id: in the loaders, else beside the profile that is like it."""
    beside = path.parent / f"{other.rsplit('/', 1)[-1]}.yaml"
    at = folder("loaders") / f"{other}.yaml"
    inside = at.resolve().is_relative_to(folder("loaders").resolve())
    return next((one for one in (at, beside) if one.is_file() and (inside or one is beside)), None)


def varied(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return one profile as written, laid over another.

    `confirmed` and the other's id and years are never taken over: they are facts of one file.
    """
    left_out = {str(number) for number in over.get("without", ())}
    base = {key: value for key, value in under.items() if key not in {*VARIATIONS, "confirmed"}}
    for key in _WORDS:
        if key in base:
            base[key] = _reworded(base[key], over.get("reword", {}))
    for key in ("sections", "questions"):
        base[key] = [one for one in base[key] if not left_out & {one["number"], one["number"].split(".")[0]}]
    found = {**base, **{key: value for key, value in over.items() if key not in {"reword", "without"}}}
    for key, known_by in _KEYED.items():
        found[key] = _over(base[key], over.get(key, ()), known_by)
    found["metadata"] = {**base.get("metadata", {}), **over.get("metadata", {})}
    return found


def _reworded(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401  (any value of YAML)
    """Return a value with pieces of its texts in other words; keys and numbers stay."""
    if isinstance(value, str):
        for was, becomes in words.items():
            value = value.replace(was, becomes)
        return value
    if isinstance(value, list):
        return [_reworded(one, words) for one in value]
    if isinstance(value, dict):
        return {key: one if key in _KEYS_OF_THINGS else _reworded(one, words) for key, one in value.items()}
    return value


def _over(base: Iterable[Mapping[str, Any]], over: Iterable[Mapping[str, Any]], known_by: str) -> list[dict[str, Any]]:
    """Return things by their key, those of `over` laid over those of `base`, new ones where they are counted."""
    found = {one[known_by]: dict(one) for one in base}
    new = False
    for one in over:
        new = new or one[known_by] not in found
        found[one[known_by]] = {**found.get(one[known_by], {}), **one}
    listed = list(found.values())
    return sorted(listed, key=lambda one: _counted(str(one[known_by]))) if new and known_by == "number" else listed


def _counted(number: str) -> list[tuple[int, int, str]]:
    """Return what sorts numbers as people count, words last."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in number.split(".")]
