"""A matrix as bars: one for each row, parted by column, with the numbers in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.drawing.frame import Body, Picture, Sample, framed
from samgraf.drawing.lettering import LINE, Box, broken, label, text_width
from samgraf.drawing.svg import GREY, INK, PAPER, tag, words
from samgraf.swedish import number

if TYPE_CHECKING:
    from samgraf.charts.matrix import Matrix

TEXT = 11.5
LEFT, WIDE, BAR, ROW = 300.0, 560.0, 22.0, 38.0
COLOURS = (
    ("#0B3F6B", PAPER),
    ("#3B82B8", PAPER),
    ("#9CC4E1", INK),
    ("#E69F00", INK),
    ("#B8A900", INK),
    ("#CC79A7", INK),
)
"""Dark to light for what rests on more to what rests on less; each with the colour of the number in it."""
UNSAID = ("#FFFFFF", INK)
"""For what is not stated: empty, with an edge."""


def draw_bars(matrix: Matrix, lang: str = "sv") -> Picture:
    """Return a matrix as a bar for each row; the longest bar has the whole width."""
    parts: list[str] = []
    labels: list[Box] = []
    longest = max((matrix.row_total(row) for row in matrix.rows), default=0)
    looks = _looks(matrix)
    y = 0.0
    for row in matrix.rows:
        lines = broken(row.text, TEXT, LEFT - 14, 2)
        written, box = label(lines, LEFT - 8, y + (ROW - TEXT * LINE * len(lines)) / 2, TEXT, anchor="end")
        parts.append(written)
        labels.append(box)
        x = LEFT
        for column in matrix.columns:
            count = matrix.value(row, column) or 0
            width = WIDE * count / longest if longest else 0.0
            if count:
                fill, ink = looks[column.key]
                said = tag("title", words(f"{row.text} – {column.text}: {count}"))
                parts.append(tag("rect", said, x=x, y=y + (ROW - BAR) / 2, width=width, height=BAR, fill=fill,
                                 stroke=GREY, stroke_width=0.75))  # fmt: skip
                if text_width(number(count, lang), TEXT) + 4 < width:
                    written, box = label(
                        [number(count, lang)],
                        x + width / 2,
                        y + (ROW - TEXT * LINE) / 2,
                        TEXT,
                        anchor="middle",
                        fill=ink,
                    )
                    parts.append(written)
                    labels.append(box)
            x += width
        written, box = label([number(matrix.row_total(row), lang)], x + 8, y + (ROW - TEXT * LINE) / 2, TEXT, bold=True)
        parts.append(written)
        labels.append(box)
        y += ROW
    body = Body(parts, labels, LEFT + WIDE + 50, y)
    if not matrix.rows:
        text = "Nothing to count in what was chosen." if lang == "en" else "Inget att räkna i det som valts."
        written, box = label([text], 0, 6, 13)
        body = Body([written], [box], box.width, 40)
    legend = [
        Sample(
            tag("rect", x=0, y=-7, width=20, height=14, fill=looks[column.key][0], stroke=GREY, stroke_width=0.75),
            20,
            column.text,
        )
        for column in matrix.columns
    ]
    notes = [f"{matrix.meaning[lang]}.", *(note[lang] for note in matrix.notes), matrix.source[lang]]
    return framed(body, matrix.title[lang], matrix.scope[lang], [legend], notes)


def _looks(matrix: Matrix) -> dict[str, tuple[str, str]]:
    """Return the colours of the columns: what is not stated is empty."""
    stated = [column.key for column in matrix.columns if not column.key.startswith("ej ")]
    looks = {key: COLOURS[at % len(COLOURS)] for at, key in enumerate(stated)}
    return {column.key: looks.get(column.key, UNSAID) for column in matrix.columns}
