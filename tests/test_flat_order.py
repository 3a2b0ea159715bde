"""The order in which boxes are taken out: the same as the tool's own layout analysis has it."""

import random

import pytest
from pdfminer.layout import LAParams, LTLayoutContainer, LTTextBoxHorizontal

from samgraf.reports.flat_order import box_order, disorder


def _by_the_tool(rectangles):
    """Return the order that pdfminer.six gives boxes."""
    boxes = []
    for number, rectangle in enumerate(rectangles):
        box = LTTextBoxHorizontal()
        box.set_bbox(rectangle)
        box.number = number
        boxes.append(box)
    found = []

    def walk(thing):
        if isinstance(thing, LTTextBoxHorizontal):
            found.append(thing.number)
            return
        for part in thing:
            walk(part)

    page = LTLayoutContainer((0, 0, 595, 842))
    for group in page.group_textboxes(LAParams(), boxes):
        group.analyze(LAParams())
        walk(group)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_boxes_come_as_the_tool_writes_them(seed):
    r = random.Random(seed)  # noqa: S311  (only to vary)
    rectangles = []
    for column in range(4):
        top = 700.0 - r.random() * 40
        for _ in range(r.randint(1, 6)):
            height = r.randint(1, 9) * 11.3
            left = 90.0 + 108 * column + r.random()
            rectangles.append((left, top - height, left + r.randint(40, 95), top))
            top -= height + r.random() * 60
    r.shuffle(rectangles)

    assert box_order(rectangles) == _by_the_tool(rectangles)


def test_one_box_and_none_are_in_order():
    assert box_order([]) == []
    assert box_order([(0, 0, 1, 1)]) == [0]


def test_disorder_counts_the_pairs_that_stand_the_wrong_way_round():
    assert disorder([0, 1, 2]) == 0
    assert disorder([2, 0, 1]) == 2
