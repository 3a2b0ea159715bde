"""Questions that SPARQL alone cannot answer: the query of the file selects rows, a function of ours reckons with them.

Such a question has `kind: computed` in its header, and its `columns` are those of the answer, not of the rows. Whatever
engine selects the rows, embedded or remote, the answer is reckoned here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from samgraf.answers import Row, Term

    Selected = Sequence[Mapping[str, Term | None]]
    Computation = Callable[[Selected], Sequence[Row]]

COMPUTATIONS = {"bridging-actors": "samgraf.network.bridging:bridging_rows"}
"""The function of each computed question by its id; it is imported when the question is asked."""


def computed(id: str, selected: Selected) -> tuple[Row, ...]:  # noqa: A002  (the word that the library uses)
    """Return the rows of the answer to a computed question, from the rows that its query selected."""
    module, _, name = COMPUTATIONS[id].partition(":")
    return tuple(cast("Computation", getattr(import_module(module), name))(selected))
