"""Which of the boxes Ja and Nej are ticked, whichever side of the word they stand on."""

from __future__ import annotations

import pytest
from small_reports import document

from samgraf.documents import Span
from samgraf.reports.answers import box_state


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("☒ Ja   ☐ Nej", True, False),
        ("☐ Ja ☒ Nej", False, True),
        ("☒ Ja\n☐ Nej", True, False),
        ("Ja ☒ Nej ☐", True, False),
        ("Ja ☐  Nej ☒", False, True),
        ("[x] Ja [ ] Nej", True, False),
        ("Ja [ ] Nej [x]", False, True),
        ("☐ Ja ☐ Nej", False, False),
        ("☒ Ja ☒ Nej", True, True),
    ],
)
def test_a_tick_belongs_to_its_word(text: str, yes: bool, no: bool) -> None:  # noqa: FBT001
    """A tick read as the other's makes a yes a no, and accuses the region of not having answered."""
    box = box_state(document(text), Span(0, len(text)))

    assert (box.yes, box.no) == (yes, no)
