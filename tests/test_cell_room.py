"""What the lines of a column tell of its width, and so which line breaks were choices."""

from __future__ import annotations

from samgraf.reports.cell_room import FORCED, SURE, Room
from samgraf.reports.letter_faces import faces, first_word

LINES = ["Norrskog 2.0", "Kommunerna i hela", "länet deltar och", "delar kostnaden.", "Almby kommun"]


def test_a_break_is_a_choice_where_the_next_word_had_room() -> None:
    """The widest line tells what the column holds at least; a wrapped line, what it does not hold."""
    room = Room({0: LINES})

    assert room.chosen(0, "Norrskog", "2.0") == SURE
    assert room.chosen(0, "Kommunerna i hela", "länet") == FORCED


def test_a_blank_that_breaks_no_line_parts_no_words() -> None:
    """Two words that such a blank holds together had to go to the next line together."""
    assert first_word("(fas\u00a03) av") == "(fas\u00a03)"


def test_names_in_bold_are_told_by_lines_that_were_wrapped_too_early() -> None:
    """Bold letters are wider, so that a line in them was full though a regular one would have had room."""
    room = Room({0: LINES})

    assert room.is_bold(0, [["Kommunerna ha", "ej varit"]])
    assert not room.is_bold(0, [["Kommunerna i hela", "länet deltar och"]])


def test_each_face_has_the_width_of_each_letter() -> None:
    """A list that is too short would give letters the widths of others; bold letters are wider on the whole."""
    letters = "abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"

    assert len(faces()) >= 6
    for face in faces():
        assert face.regular["i"] < face.regular["m"]
        assert face.width(letters, bold=True) > face.width(letters)
