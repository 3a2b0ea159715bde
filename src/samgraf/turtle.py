"""Turtle in the house style: one thing a block, type first, one predicate a line, four spaces, ` .` after the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing and what is said of it: predicate and values, both as Turtle has them."""

    subject: str
    about: tuple[tuple[str, tuple[str, ...]], ...]


def thing(subject: str, **about: str | Iterable[str] | None) -> Thing:
    """Return a thing; a predicate is written `sg_number` for `sg:number`, `a` as it is, and None says nothing."""
    pairs = []
    for name, values in about.items():
        listed = (values,) if isinstance(values, str) else tuple(values or ())
        if listed:
            pairs.append((name.replace("_", ":", 1), listed))
    return Thing(subject, tuple(pairs))


def text(value: str, lang: str | None = None) -> str:
    """Return a text as Turtle has it, with its language if it has one; blanks are folded."""
    plain = " ".join(value.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"' + (f"@{lang}" if lang else "")


def local(key: str) -> str:
    """Return a key as the local part of a prefixed name, with a backslash before what Turtle would misread."""
    return "".join(f"\\{c}" if c in "~!$&'()*+,;=/?#@%" else c for c in key)


def document(comments: Iterable[str], prefixes: Mapping[str, str], things: Iterable[Thing]) -> str:
    """Return a Turtle file: comments, the prefixes that are used, sorted, and things in their order."""
    blocks = [_block(one) for one in things]
    body = "\n\n".join(blocks)
    known = {**PREFIXES, **prefixes}
    used = sorted(name for name in known if f" {name}:" in f" {body}".replace("\n", " "))
    width = max(len(name) for name in used) + 1
    declared = [f"@prefix {name + ':':{width}} <{known[name]}> ." for name in used]
    return "\n".join([*(f"# {line}" for line in comments), "", *declared, "", body, ""])


def _block(one: Thing) -> str:
    """Return one thing as Turtle."""
    lines = [f"    {predicate} {' , '.join(values)}" for predicate, values in one.about]
    return f"{one.subject}\n" + " ;\n".join(lines) + " ."
