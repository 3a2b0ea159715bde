"""The places `{?name}` in a rule's message, which the figures of a report are put into (SHACL, section 5.3.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLACE = re.compile(r"\{[?$](\w+)\}")


def placeholders(text: str) -> list[str]:
    """Return the names of the places in a message, in their order."""
    return _PLACE.findall(text)


def fill(text: str, values: Iterable[tuple[str, str]]) -> str:
    """Return a message with its places filled; a place without a value stays."""
    known = dict(values)
    return _PLACE.sub(lambda place: known.get(place[1], place[0]), text)


def values_in(templates: Iterable[str], messages: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return what messages have in the places of the templates they were made from, sorted by name."""
    found: dict[str, str] = {}
    told = list(messages)
    for template in templates:
        pieces = _PLACE.split(template)
        pattern = "".join(f"(?P<p{nth}>.*?)" if nth % 2 else re.escape(piece) for nth, piece in enumerate(pieces))
        match = next((match for message in told if (match := re.fullmatch(pattern, message, re.DOTALL))), None)
        if match:
            found |= {name: match[f"p{nth}"] for nth, name in enumerate(pieces) if nth % 2}
    return tuple(sorted(found.items()))
