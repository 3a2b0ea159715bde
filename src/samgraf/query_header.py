"""The header of a query file: `#+` lines of YAML, every key of which is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import yaml

from samgraf.errors import QueryError
from samgraf.parameters import TYPES, Parameter, Text, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Kind = Literal["select", "construct", "ask", "computed"]
KEYS = frozenset(
    {
        "id",
        "title",
        "question",
        "answer",
        "none",
        "needs",
        "unmet",
        "summary",
        "parameters",
        "columns",
        "tags",
        "words",
        "kind",
        "theme",
    }
)
REQUIRED = frozenset({"id", "title", "question"})
PARAMETER_KEYS = frozenset({"name", "type", "default", "required", "description", "column"})
_MARK = "#+"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same loader, written in C, where it is there


def read_header(text: str, path: Path) -> dict[str, Any]:
    """Return the fields that a query's header gives; `path` is what errors name.

    Raises:
        QueryError: a key is unknown or missing, or its value has the wrong form.
    """
    lines = [line[len(_MARK) :].removeprefix(" ") for line in text.splitlines() if line.startswith(_MARK)]
    try:
        header = yaml.load("\n".join(lines), Loader=_LOADER)  # noqa: S506  (a safe loader)
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise wrong(path, f"huvudet är inte YAML ({reason})", f"the header is not YAML ({reason})") from error
    if not isinstance(header, dict):
        raise wrong(path, "det finns inget huvud med #+", "there is no header of #+ lines")
    _expect(path, header, KEYS, REQUIRED)
    return {
        "id": str(header["id"]),
        "title": _text(path, header, "title"),
        "question": _text(path, header, "question"),
        "answer": _text(path, header, "answer") if "answer" in header else None,
        "none": _text(path, header, "none") if "none" in header else None,
        "needs": str(header.get("needs") or ""),
        "unmet": _text(path, header, "unmet") if "unmet" in header else None,
        "summary": str(header.get("summary") or ""),
        "words": tuple(str(each) for each in _list(path, header, "words")),
        "parameters": tuple(_parameter(path, each) for each in _list(path, header, "parameters")),
        "columns": tuple(str(each) for each in _list(path, header, "columns")),
        "tags": tuple(str(each) for each in _list(path, header, "tags")),
        "kind": _kind(path, header.get("kind", "select")),
        "theme": str(header.get("theme", "")),
    }


def wrong(path: Path, sv: str, en: str) -> QueryError:
    """Return the error for a query file, with the way to where the keys are described."""
    place = "/".join(path.parts[path.parts.index("queries") :]) if "queries" in path.parts else str(path)
    return QueryError(
        f"{place}: {sv} (nyckelorden står i queries/README.md)", f"{place}: {en} (keys are listed in queries/README.md)"
    )


def _parameter(path: Path, header: object) -> Parameter:
    """Return a parameter from its part of the header."""
    if not isinstance(header, dict):
        raise wrong(path, f"parametern {header!r} är ingen mappning", f"the parameter {header!r} is no mapping")
    _expect(path, header, PARAMETER_KEYS, {"name", "type"})
    if header["type"] not in TYPES:
        raise wrong(
            path,
            f"okänd typ {header['type']!r}; typerna är {', '.join(TYPES)}",
            f"unknown type {header['type']!r}; the types are {', '.join(TYPES)}",
        )
    return Parameter(
        name=str(header["name"]),
        type=header["type"],
        default=cast("Value | None", header.get("default")),
        required=bool(header.get("required", False)),
        description=_text(path, header, "description") if "description" in header else Text("", ""),
        column=str(header.get("column") or ""),
    )


def _kind(path: Path, kind: object) -> Kind:
    """Return the kind of a query."""
    if kind not in {"select", "construct", "ask", "computed"}:
        raise wrong(
            path,
            f"okänd kind {kind!r}: select, construct, ask eller computed",
            f"unknown kind {kind!r}: select, construct, ask or computed",
        )
    return kind


def _text(path: Path, header: Mapping[str, Any], key: str) -> Text:
    """Return a text in both languages."""
    value = header[key]
    if not isinstance(value, dict) or set(value) != {"sv", "en"}:
        raise wrong(path, f"{key} ska ha sv och en", f"{key} must have sv and en")
    return Text(str(value["sv"]).strip(), str(value["en"]).strip())


def _list(path: Path, header: Mapping[str, Any], key: str) -> list[Any]:
    """Return a list of the header, empty if it is not there."""
    value = header.get(key) or []
    if not isinstance(value, list):
        raise wrong(path, f"{key} ska vara en lista", f"{key} must be a list")
    return value


def _expect(path: Path, header: Mapping[str, Any], allowed: frozenset[str], required: Iterable[str]) -> None:
    """Refuse keys that are unknown or missing."""
    for key in header:
        if key not in allowed:
            raise wrong(path, f"oväntat nyckelord '{key}'", f"unexpected keyword '{key}'")
    for key in sorted(required):
        if header.get(key) in (None, ""):
            raise wrong(path, f"nyckelordet '{key}' saknas", f"the keyword '{key}' is missing")
