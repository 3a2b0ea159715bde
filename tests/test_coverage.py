"""Every character of a source is evidence, form or unread."""

from __future__ import annotations

from pathlib import Path

import pytest
from read_once import reading

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "reports"
REPORTS = [
    ROOT / "examples" / "vastmanland-2023.docx",
    ROOT / "examples" / "vastmanland-2023.pdf",
    SHARED / "vastmanland-2023.txt",
    SHARED / "orebro-2023.docx",
    SHARED / "orebro-2023.pdf",
    SHARED / "orebro-2023.txt",
]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_every_character_is_accounted_for(path: Path) -> None:
    """What is dropped in silence is what nobody can put right."""
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the checkout")
    report = reading(path)
    text = report.document.text
    marked = bytearray(len(text))
    for spans in (report.coverage.evidence, report.coverage.boilerplate, report.coverage.unread):
        for span in spans:
            for at in range(span.start, span.end):
                if not text[at].isspace():
                    marked[at] += 1

    assert {marked[at] for at, character in enumerate(text) if not character.isspace()} == {1}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_little_of_a_report_is_unread(path: Path) -> None:
    """The share that nobody has read is told by `samgraf build`, and should be small enough to look at."""
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the checkout")
    evidence, form, unread = reading(path).coverage.shares()

    assert unread < 0.02
    assert evidence + form + unread == pytest.approx(1.0)
