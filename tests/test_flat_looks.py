"""What a paragraph's form says of the column it stands in."""

from __future__ import annotations

import pytest
from small_reports import document

from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.flat_lines import flat_units
from samgraf.reports.flat_looks import KINDS, likely, looks
from samgraf.reports.flat_rows import decode_rows

LATER = KINDS - 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gröna torg", NAME),
        ("Leds av Almby kommun i samverkan med Region Almby.", LATER),
        ("2022–2024", LATER),
        ("ERUF 60 %, anslag 1:1 40 %.", LATER),
        ("• 14 träffar med 210 deltagare", OUTPUTS),
        ("• Fler handlare än tidigare säljer till varandra.", EFFECTS),
        ("Utvärdering:", EFFECTS),
        ("RUS: delmål 4 Minskade utsläpp.", GOALS),
    ],
)
def test_the_form_of_a_paragraph_tells_its_column(text: str, kind: int) -> None:
    """No name and no region's wording is needed: counts, change, labels and length tell."""
    told = likely(text, frozenset())

    assert max(range(KINDS), key=told.__getitem__) == kind


def test_likelihoods_are_of_a_whole() -> None:
    """What speaks for one column speaks against the others; nothing is impossible."""
    told = likely("Ett nätverk", frozenset())

    assert len(told) == KINDS
    assert all(-6.0 <= value <= 0.0 for value in told)


def test_words_of_the_goals_own_titles_are_a_feature() -> None:
    """A goal without number or framework is known by its words."""
    assert "goalish0.75" in looks(
        "Trygga livsmiljöer hela livet", frozenset({"trygga", "livsmiljoer", "hela", "livet"})
    )


def test_an_effect_without_a_label_is_told_from_the_outputs_before_it() -> None:
    """A region may write what the results rest on after them, so that nothing but their form begins the cell."""
    source = document(
        "Öppna torg\nLeds av Almby kommun 2022–2024.\n– 21 träffar med handlare\n– Handlarna samarbetar lättare\nän tidigare.\n"
        "(Uppföljning)\nRUS: delmål 3 Fler i arbete."
    )
    (row,), _ = decode_rows(flat_units(source, source.lines), frozenset())

    assert [source.quote(span) for span in row.cells[OUTPUTS]] == ["– 21 träffar med handlare"]
    assert source.quote(row.cells[EFFECTS][0]).startswith("– Handlarna")
