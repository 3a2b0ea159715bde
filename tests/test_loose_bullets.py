"""Bullets that a tool took out apart from their paragraphs stand before them again."""

from __future__ import annotations

from pathlib import Path

import pytest

from samgraf.readers.text import document_of_text

PROSE = "Text som går över hela sidans bredd och fortsätter på nästa rad, som den gör i ett svar.\n" * 30
PARTED = f"""Rapport från Region Halland om allt som har gjorts under året i länet.

 Två planprogram har{" "}

➢
antagits.

Egen bedömning

 16 gemensamma kurser

➢

RUS mål 2.1

{PROSE}
4

 Nästa sida börjar här med text som går över hela sidans bredd och fortsätter.
"""


def read(text: str) -> list[str]:
    """Return the lines of a text as they are read."""
    document = document_of_text(Path("x.txt"), text, sha256="0" * 64, encoding="utf-8")
    return [document.text[line.start : line.end] for line in document.lines]


def test_bullets_apart_are_put_before_their_lines() -> None:
    """The blank that stood after a bullet is left at its line; the rest of the paragraph follows that line at once."""
    lines = read(PARTED)
    at = lines.index("➢ Två planprogram har ")

    assert lines[at + 1] == "antagits."
    assert "➢ 16 gemensamma kurser" in lines
    assert "➢" not in lines
    assert " Nästa sida börjar här med text som går över hela sidans bredd och fortsätter." in lines


def test_lines_keep_their_numbers_and_pages_where_bullets_are_put_back() -> None:
    """A line that held a bullet alone is none; what a person looks up in the file stands where it did."""
    document = document_of_text(Path("x.txt"), PARTED, sha256="0" * 64, encoding="utf-8")
    rows = PARTED.split("\n")

    assert all(
        document.text[line.start : line.end].strip(" ➢") == rows[line.number - 1].strip() for line in document.lines
    )
    assert document.page_count == 2
    assert [(document.quote(repair.span), repair.why) for repair in document.repairs] == [
        ("➢", "bullet apart from its line")
    ] * 2


def test_a_bullet_that_began_a_page_leaves_the_page_to_what_follows() -> None:
    """The blank that stands for a new page goes on to the next line."""
    document = document_of_text(
        Path("x.txt"), PARTED.replace(" 16 gemensamma", "5\n\n ➢\n\n 16 gemensamma"), sha256="0" * 64, encoding="utf-8"
    )

    assert document.page_count == 3


@pytest.mark.parametrize(
    "text",
    [
        PARTED.replace("➢\n", "\n"),
        PARTED.replace("➢", "-"),
        PARTED.replace(" 16 gemensamma kurser\n\n➢\n", " 16 gemensamma kurser\n\n Tolv möten\n\n Tre dagar\n\n"),
    ],
    ids=["no bullets", "dashes may be anything", "one bullet"],
)
def test_text_whose_bullets_tell_nothing_is_left_as_it_is(text: str) -> None:
    """One sign alone may be a stroke for no answer, and lines may begin with a blank for a page."""
    assert read(text) == text.rstrip("\n").split("\n")
