"""One proposed link, and what was decided about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pyoxigraph import NamedNode

from samgraf.graph.iris import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

LinkKind = Literal["same", "place", "fund", "statute", "global-goal", "eu-project", "data-set", "indicator"]
Status = Literal["unreviewed", "confirmed", "rejected"]

LONGEST_NAME = 300
_FOREIGN = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That `subject`, a thing of ours, is or has to do with `target` in the data of others.

    `confidence` is 0 to 1; `grounds` says in Swedish what speaks for the link; `found_at` is the service or the graph that it
    was found in, `found_on` the day on which that answered, as ISO 8601, None where no day is known.
    """

    kind: LinkKind
    subject: str
    target: str
    target_name: str
    method: str
    confidence: float
    grounds: str
    found_at: str
    found_on: str | None

    @property
    def key(self) -> str:
        """Return 16 hexadecimal digits by which the link is known in every report and at every asking."""
        return digest(self.kind, self.subject, self.target)


def best(links: Iterable[Link]) -> list[Link]:
    """Return links each once, where several say the same the surest; sorted by kind, subject, confidence and target."""
    found: dict[str, Link] = {}
    for link in sorted(links, key=_order):
        found.setdefault(link.key, link)
    return sorted(found.values(), key=_order)


def _order(link: Link) -> tuple[str, str, float, str, str]:
    """Return what links are sorted by."""
    return link.kind, link.subject, -link.confidence, link.target, link.method


def foreign_iri(text: object) -> str | None:
    """Return an address that a service gave, if it is one that may stand in a graph: http or https, valid, not too long."""
    if not isinstance(text, str) or len(text) > 2 * LONGEST_NAME or not _FOREIGN.fullmatch(text):
        return None
    try:
        return NamedNode(text).value
    except ValueError:
        return None


def said(text: object) -> str:
    """Return a text that a service gave on one line, at most 300 characters with the ellipsis."""
    line = " ".join(str(text).split()) if isinstance(text, (str, int, float)) else ""
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rstrip() + "…"
