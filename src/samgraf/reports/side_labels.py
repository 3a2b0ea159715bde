"""Where labels begin in the first column of a table on its side whose columns stand beside each other in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.reports.profile import Profile
    from samgraf.reports.side_lines import Piece

BEGINNING = 3
"""A label is known by so many of its first words."""
LINES = 3
"""They stand on no more lines."""
KINDS = 3
"""So many of the form's heads stand among the labels of a table on its side."""


def labels_begun(left: Sequence[Sequence[Piece]], profile: Profile) -> list[int]:
    """Return the indexes of the lines that begin a label, none where too few of the form's heads are labels.

    `left` holds, line by line, the pieces of the first column.
    """
    heads = [words(column.head)[:BEGINNING] for column in profile.columns]
    found: dict[int, int] = {}
    for i, pieces in enumerate(left):
        if pieces and pieces[0].text[:1].isupper():
            told = words(" ".join(piece.text for line in left[i : i + LINES] for piece in line))[:BEGINNING]
            if told in heads:
                found[i] = heads.index(told)
    return sorted(found) if len(set(found.values())) >= KINDS else []
