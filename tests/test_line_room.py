"""The widths of columns, told by their lines, tell which breaks were a choice."""

import textwrap
from itertools import pairwise

from small_reports import document

from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.flat_lines import flat_units
from samgraf.reports.letter_faces import faces
from samgraf.reports.line_room import line_room

CELLS = (
    (NAME, "Kvarnbyn lever"),
    (NAME, "Föreningen i Kvarnby leder arbetet tillsammans med Almby kommun och föreningarna i bygden."),
    (NAME, "Med stöd av leaderområdet och av de lokala sparbankerna prövas mötesplatser som alla kan använda."),
    (OUTPUTS, "Sex byamöten och en öppen dag har hållits med besökare från alla byar i kommunen."),
    (EFFECTS, "Fler bor kvar i byn och föreningarna har lättare att finna ledare än de hade förut."),
    (GOALS, "En hållbar livsmiljö i alla delar av länet med goda möjligheter till service på rimligt avstånd."),
)


def lines_of(wrap):
    """Return the lines of cells as a way to wrap leaves them, and the column of each."""
    told = [(line, column) for column, text in CELLS for line in wrap(text)] * 2
    source = document("\n".join(line for line, _ in told))
    return list(zip(flat_units(source, source.lines), (column for _, column in told), strict=True))


def by_letters(text):
    """Return a text's lines, wrapped by the number of letters."""
    return textwrap.wrap(text, 30)


def by_widths(text, room=28.0):
    """Return a text's lines, wrapped by the widths of letters in the first face that is known."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if faces()[0].width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def hard_after(table, text):
    """Return how likely the break after a line was a choice."""
    units = [unit for unit, _ in table]
    parted = line_room([table]).parted(units)
    return next(below.hard for unit, below in pairwise(parted) if unit.text == text)


def test_a_short_line_ends_by_choice_and_a_full_one_does_not():
    """Whether letters were counted or measured."""
    for wrap in (by_letters, by_widths):
        table = lines_of(wrap)
        full = wrap(CELLS[1][1])[0]

        assert hard_after(table, "Kvarnbyn lever") > 0.9
        assert hard_after(table, full) < 0.1


def test_few_lines_or_lines_of_no_width_tell_nothing():
    """Then each break is as likely a choice as the lines' lengths say."""
    table = lines_of(by_letters)
    ragged = lines_of(
        lambda text: [part for i in range(0, len(text), 40) for part in textwrap.wrap(text[i : i + 40], 9 + i % 29)]
    )

    assert line_room([table[:10]]) is None
    assert line_room([ragged]) is None
