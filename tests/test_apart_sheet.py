"""Tables whose cells' paragraphs are boxes of their own, drawn here, taken out in the order of layout analysis and read again."""

from itertools import pairwise
from pathlib import Path

import pytest

from samgraf.readers import read
from samgraf.reports.apart_layout import Gaps, Measures, place_apart, setting_of
from samgraf.reports.fitting import profiles_for
from samgraf.reports.flat_order import box_order
from samgraf.reports.flat_page import Placed
from samgraf.reports.flat_sheet import decode_sheet
from samgraf.reports.letter_faces import faces
from samgraf.reports.sheet_boxes import asks_basis, head_of

PROFILE = next(p for p in profiles_for(None, ()) if p.id == "villkorsbeslut/2023")
FACE = {face.name: face for face in faces()}
ROWS = [
    [
        ["Grön verkstad", "Energirådgivning till små verkstäder. Drivs av Science Park och fem kommuner.", "2021–2023", "ERUF, anslag 1:1."],
        ["• 48 företag har fått rådgivning.", "• 12 förstudier har gjorts."],
        ["Uppföljning: hälften av företagen har minskat sin användning av el.", "Kunskapen har ökat."],
        ["RUS: Hållbar omställning, mål 3", "ERUF: särskilt mål 2.1"],
    ],
    [
        ["Lärcentrum i norr", "Ett nytt lärcentrum för vuxna som vill studera på distans nära hemmet."],
        ["• 96 studerande"],
        ["Egen bedömning: fler fullföljer sina studier."],
        ["RUS: Livslångt lärande, mål 1"],
    ],
    [
        ["Matvägen", "Samverkan om lokal mat mellan lantbruk och kök. Leds av Hushållningssällskapet.", "2022–2024"],
        ["• 9 möten mellan bönder och kockar", "• En gemensam logistik prövas i tre kommuner."],
        ["Utvärdering: inköpen av lokal mat har ökat med en fjärdedel."],
        ["RUS: Hållbar omställning, mål 4"],
    ],
    [
        ["Byabuss", "Anropsstyrd trafik på kvällar.", "Anslag 1:1."],
        ["• 2 linjer"],
        ["Uppföljning: 310 resor har gjorts som annars hade ställts in.", "Fler unga kan ha ett arbete på kvällen."],
        ["RUS: Nära tillgänglighet, mål 2"],
    ],
]  # fmt: skip
HEADS = [head.head for head in PROFILE.columns]
ABOVE = [
    "Arbetet har under året bedrivits i samverkan mellan regionen, kommunerna, länsstyrelsen och de organisationer som finns i länet.",
    "Särskilt har de mindre orterna stått i blickpunkten, där avstånden är långa och tjänsterna få.",
]


def wrapped(text: str, room: float, size: float, face: str = "Calibri") -> list[str]:
    """Return the lines of a text in a room so wide, each with the blank at which it was wrapped."""
    lines = [""]
    for word in text.split():
        grown = f"{lines[-1]}{word}"
        if lines[-1] and FACE[face].width(grown) * size / 2 > room:
            lines.append("")
            grown = word
        lines[-1] = f"{grown} "
    return [*lines[:-1], lines[-1].rstrip()]


def drawn(order: tuple[int, ...], gap: float, *, footer: bool) -> tuple[str, set[str]]:
    """Return the text of a page with a table, in the order in which layout analysis takes its boxes out, and the heads' first lines."""
    boxes: list[tuple[tuple[float, float, float, float], list[str]]] = []
    heads = set()
    size, pitch = 9.5, 11.6

    def put(left: float, top: float, room: float, text: str, letters: float) -> float:
        lines = wrapped(text, room, letters)
        width = max(FACE["Calibri"].width(line) for line in lines) * letters / 2
        bottom = top - (len(lines) - 1) * pitch * letters / size - letters
        boxes.append(((left, bottom, left + width, top), lines))
        return bottom

    low = 770.0
    for text in ABOVE:
        low = put(71, low, 453, text, 11.0) - 12
    for cells in [[[head] for head in HEADS], *ROWS]:
        lowest = low
        for at, column in enumerate(order):
            top = low
            for text in cells[column]:
                top = put(71 + 113.4 * at, top, 102.6, text, size) - 5.1
                if text in HEADS:
                    heads.add(boxes[-1][1][0].strip())
            lowest = min(lowest, top)
        low = lowest - gap
    for text in ABOVE:
        low = put(71, low - 12, 453, text, 11.0)
    if footer:
        boxes.append(((290, 38, 300, 48), ["7"]))
    text = "\n\n".join("\n".join(boxes[i][1]) for i in box_order([box for box, _ in boxes]))
    return f"{text}\n\n\f{ABOVE[0]}\n", heads


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 3, 1, 2)])
@pytest.mark.parametrize("gap", [0.5, 16.0])
def test_rows_are_found_again_whatever_the_order_of_columns_and_the_space_between_rows(tmp_path, order, gap):
    text, starts = drawn(order, gap, footer=False)
    document = document_of(tmp_path, text)
    wide = {line.strip() for text in ABOVE for line in wrapped(text, 453, 11.0)}
    lines = [line for line in document.lines if document.text[line.start : line.end].strip() not in {"", *wide}]
    heads = heads_of(document, lines, starts)
    content = [line for line in lines if line.number not in heads]

    rows = decode_sheet(document, content, heads, frozenset(), (0, 1, 2, 3), PROFILE)

    told = [[" ".join(document.quote(span) for span in cell) for cell in row.cells] for row in rows]
    assert told == [[" ".join(cell) for cell in row] for row in ROWS]


def document_of(folder: Path, text: str):
    """Return a document of a text."""
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    return read(path)


def heads_of(document, lines, starts: set[str]) -> frozenset[int]:
    """Return the numbers of the lines of boxes that begin with a head."""
    found, inside = set(), False
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or document.text[before.end : line.start].count("\n") > 1:
            inside = document.text[line.start : line.end].strip() in starts
        if inside:
            found.add(line.number)
    return frozenset(found)


@pytest.mark.parametrize("face", ["Calibri", "Arial", "Times New Roman"])
def test_the_face_is_the_one_in_which_breaks_contradict_each_other_least(face):
    texts = [text for row in ROWS for cell in row for text in cell] + HEADS
    boxes = [lines for text in texts if len(lines := wrapped(text, 102.6, 9.5, face)) > 1]

    setting = setting_of(boxes)

    assert (setting.face.name, setting.alike) == (face, True)


def test_columns_are_equally_wide_where_their_lines_had_as_much_room_and_that_of_numbers_is_slim():
    boxes = [wrapped(text, 102.6, 9.5) for text in HEADS[1:]]

    even = Measures(setting_of(boxes), {}, 4, numbered=False).left
    numbered = Measures(setting_of(boxes), {}, 5, numbered=True).left

    steps = [b - a for a, b in pairwise(even)]
    assert max(steps) - min(steps) < 0.01
    assert numbered[1] - numbered[0] < 0.5 * (numbered[2] - numbered[1])


def test_a_head_that_was_taken_for_a_part_of_the_question_stands_in_the_row_of_heads():
    measures = Measures(setting_of([wrapped(text, 102.6, 9.5) for text in HEADS[1:]]), {}, 4, numbered=False)
    boxes = [Placed("above", 4, 450, 0, 60, heads=2), Placed("head", 3, 100, 1, 33), Placed("cell", 1, 80, 0, 9.5)]
    parts = [(1, 1, 1, 3, 1), (2, 0, 2, 1, 1)]

    question, head, cell = place_apart(boxes, parts, measures, Gaps(), 1)

    assert question[1] < head[3], "the question's last lines stand beside the head"
    assert cell[3] < head[1]


def test_headers_and_footers_stand_where_they_are_said_to():
    measures = Measures(setting_of([wrapped(text, 102.6, 9.5) for text in HEADS[1:]]), {}, 4, numbered=False)
    boxes = [Placed("top", 1, 50, 0, 11), Placed("bottom", 1, 10, 1, 11), Placed("cell", 1, 80, 0, 9.5)]

    header, footer, cell = place_apart(boxes, [(2, 0, 2, 1, 1)], measures, Gaps(places=(2, 4)), None)

    assert header[1] > cell[3] > footer[3]
    assert header[0] > footer[0] > cell[0]


def test_a_head_tells_its_column_by_the_words_that_others_have_not():
    assert head_of("Insatsens namn och beskrivning", PROFILE) == 0
    assert head_of("av effekter se sidan 4. Ange om resultatbeskrivningen", PROFILE) == 2
    assert head_of("Fonden för en rättvis omställning som insatsen ska bidra till.", PROFILE) == 3


def test_a_head_of_its_own_for_bases_asks_for_nothing_else():
    assert asks_basis("Uppföljning, utvärdering eller egen bedömning")
    assert not asks_basis("Effekter. Ange om beskrivningen bygger på en uppföljning eller utvärdering")
    assert not asks_basis(
        "Ange om resultatbeskrivningen baseras på en uppföljning, utvärdering eller en egen bedömning."
    )
    assert not asks_basis("uppföljning, utvärdering eller en egen bedömning.")
