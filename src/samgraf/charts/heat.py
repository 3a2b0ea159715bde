"""A matrix as a picture: a square for each cell, darker the more was counted, with the number in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.charts.matrix import NOTHING
from samgraf.drawing.frame import Body, Picture, Sample, framed
from samgraf.drawing.lettering import LINE, Box, broken, label, text_width
from samgraf.drawing.svg import FAINT, GREY, INK, PAPER, tag, words
from samgraf.swedish import number

if TYPE_CHECKING:
    from samgraf.charts.matrix import Label, Matrix

TEXT = 11.5
CELL_HEIGHT, NARROWEST, WIDEST = 24.0, 30.0, 110.0
LEFT, TALLEST = 330.0, 190.0
"""The widest that names of rows are, and the highest that names of columns are where they stand on end."""
FEW_COLUMNS = 5
"""So few columns may have names of several lines instead of names on end."""
MOST_ROWS, MOST_COLUMNS = 60, 36
SHADES = ("#EAF2F8", "#C6DDEE", "#9CC4E1", "#6AA5CF", "#3B82B8", "#1D5F96", "#0B3F6B")
"""Blue from light to dark: the order is seen by everybody, and on a copy in grey."""
DARK = 4
"""From this shade on, numbers are white."""
HATCH = "#EEF0F2"


def shade(count: int, largest: int) -> int:
    """Return which shade a count above 0 has: the largest the darkest."""
    return 0 if largest <= 1 else round((count - 1) / (largest - 1) * (len(SHADES) - 1))


def draw_heat(matrix: Matrix, lang: str = "sv") -> Picture:
    """Return a matrix as a picture, its fullest rows and columns if it is larger than a page."""
    shown = matrix.at_most(MOST_ROWS, MOST_COLUMNS)
    binary = shown.largest <= 1 and shown.id == "goals-insatser"
    sheet = _Sheet(shown, binary=binary)
    notes = [f"{shown.meaning[lang]}.", *(note[lang] for note in shown.notes), shown.source[lang]]
    if not shown.rows or not shown.columns:
        text = "Nothing to count in what was chosen." if lang == "en" else "Inget att räkna i det som valts."
        written, box = label([text], 0, 6, 13)
        return framed(Body([written], [box], box.width, 40), shown.title[lang], shown.scope[lang], [], notes[-1:])
    legend = [] if binary else [_legend(shown, lang)]
    return framed(sheet.body(lang), shown.title[lang], shown.scope[lang], legend, notes)


class _Sheet:
    """The cells with the names of rows and columns around them."""

    def __init__(self, matrix: Matrix, *, binary: bool) -> None:
        self.matrix = matrix
        self.binary = binary
        self.parts: list[str] = []
        self.labels: list[Box] = []
        names = [column.text for column in matrix.columns]
        widest = max((text_width(name, TEXT) for name in names), default=0.0)
        word = max((text_width(word, TEXT) for name in names for word in name.split()), default=0.0)
        self.on_end = widest + 10 > WIDEST and (len(names) > FEW_COLUMNS or word + 10 > WIDEST)
        self.cell = NARROWEST if self.on_end else min(max(widest + 10, NARROWEST), WIDEST)
        self.names = [broken(name, TEXT, *((TALLEST, 2) if self.on_end else (self.cell - 6, 3))) for name in names]
        texts = [*(row.text for row in matrix.rows), *(name for row in matrix.rows for name in (row.group, row.area))]
        self.left = min(LEFT, max((text_width(text, TEXT, bold=True) for text in texts), default=0.0) + 14)
        longest = max((text_width(line, TEXT) for lines in self.names for line in lines), default=0.0)
        self.high = longest + 4 if self.on_end else TEXT * LINE * max(map(len, self.names), default=0) + 4

    def body(self, lang: str) -> Body:
        """Return all of it."""
        y = self.high + 4
        for at, lines in enumerate(self.names):
            self._column(lines, self.left + at * self.cell)
        total_x = self.left + len(self.names) * self.cell + 24
        self._text(["Sum" if lang == "en" else "Summa"], total_x + 34, self.high - TEXT * LINE, anchor="end", bold=True)
        group = area = ""
        for row in self.matrix.rows:
            if row.group and row.group != group:
                y = self._heading(row.group, y + 6, INK)
                area = ""
            if row.area and row.area != area:
                y = self._heading(row.area, y + 2, GREY)
            group, area = row.group, row.area
            whole = "The area as a whole" if lang == "en" else "Området som helhet"
            y = self._row(row, whole if row.text == row.area else row.text, y, total_x)
        y = self._sums(y + 6, total_x, lang)
        return Body(self.parts, self.labels, total_x + 40, y)

    def _heading(self, text: str, y: float, colour: str) -> float:
        """Return where the next row begins, after a heading over rows."""
        lines = broken(text, TEXT, self.left + len(self.matrix.columns) * self.cell - 10, 2, bold=True)
        self._text(lines, 0, y, bold=True, fill=colour)
        return y + TEXT * LINE * len(lines) + 3

    def _row(self, row: Label, name: str, y: float, total_x: float) -> float:
        """Return where the next row begins, after one was drawn."""
        lines = broken(name, TEXT, self.left - 14, 2)
        high = max(CELL_HEIGHT, TEXT * LINE * len(lines) + 4)
        empty = self.matrix.row_total(row) == 0
        self._text(lines, self.left - 8, y + (high - TEXT * LINE * len(lines)) / 2, anchor="end",
                   fill="#A33A00" if empty else INK)  # fmt: skip
        for at, column in enumerate(self.matrix.columns):
            self._cell(row, column, self.left + at * self.cell, y, high)
        self._number(self.matrix.row_total(row), total_x + 34, y + (high - TEXT * LINE) / 2, INK, anchor="end")
        return y + high

    def _cell(self, row: Label, column: Label, x: float, y: float, high: float) -> None:
        """Draw one cell."""
        count = self.matrix.value(row, column)
        fill = (
            HATCH
            if count is None
            else SHADES[-2]
            if count and self.binary
            else SHADES[shade(count, self.matrix.largest)]
            if count
            else PAPER
        )
        details = "; ".join(self.matrix.details.get((row.key, column.key), ()))
        said = f"{row.text} – {column.text}: {NOTHING if count is None else count}" + (
            f" ({details})" if details else ""
        )
        self.parts.append(tag("rect", tag("title", words(said)), x=x + 1, y=y + 1, width=self.cell - 2, height=high - 2,
                              fill=fill, stroke=FAINT, stroke_width=0.5))  # fmt: skip
        middle, top = x + self.cell / 2, y + (high - TEXT * LINE) / 2
        if count is None:
            self._text([NOTHING], middle, top, anchor="middle", fill=GREY)
        elif count and not self.binary:
            dark = shade(count, self.matrix.largest) >= DARK
            self._number(count, middle, top, PAPER if dark else INK, anchor="middle")

    def _sums(self, y: float, total_x: float, lang: str) -> float:
        """Return where the picture ends, after the sums of the columns."""
        self._text(["Sum" if lang == "en" else "Summa"], self.left - 8, y, anchor="end", bold=True)
        for at, column in enumerate(self.matrix.columns):
            self._number(self.matrix.column_total(column), self.left + (at + 0.5) * self.cell, y, INK, anchor="middle")
        every = sum(self.matrix.row_total(row) for row in self.matrix.rows)
        self._number(every, total_x + 34, y, INK, anchor="end")
        return y + TEXT * LINE + 4

    def _column(self, lines: list[str], x: float) -> None:
        """Write the name of a column over it, on end where it is long."""
        if not self.on_end:
            self._text(lines, x + self.cell / 2, self.high - TEXT * LINE * len(lines), anchor="middle")
            return
        across = TEXT * LINE * len(lines)
        left = x + (self.cell - across) / 2
        written, box = label(lines, 0, 0, TEXT)
        turned = f"translate({left:.1f} {self.high:.1f}) rotate(-90)"
        self.parts.append(tag("g", written, transform=turned))
        self.labels.append(Box(left, self.high - box.width, across, box.width))

    def _number(self, count: int, x: float, y: float, colour: str, *, anchor: str) -> None:
        """Write a number."""
        self._text([number(count)], x, y, anchor=anchor, fill=colour)

    def _text(
        self, lines: list[str], x: float, y: float, *, anchor: str = "start", bold: bool = False, fill: str = INK
    ) -> None:
        """Write lines of text."""
        written, box = label(lines, x, y, TEXT, anchor=anchor, bold=bold, fill=fill)
        self.parts.append(written)
        self.labels.append(box)


def _legend(matrix: Matrix, lang: str) -> list[Sample]:
    """Return samples of the shades with what they mean."""
    largest = matrix.largest
    steps = sorted({1, (1 + largest) // 2, largest} - {0}) if largest else []
    found = [_sample(PAPER, "0")]
    found += [_sample(SHADES[shade(step, largest)], number(step, lang)) for step in steps]
    if any(count is None for count in matrix.cells.values()):
        found.append(_sample(HATCH, "– not answered" if lang == "en" else "– inte besvarad"))
    if any(matrix.row_total(row) == 0 for row in matrix.rows):
        found.append(Sample("", 0, "red name: nothing at all" if lang == "en" else "rött namn: inget alls"))
    return found


def _sample(colour: str, text: str) -> Sample:
    """Return a sample of one shade."""
    return Sample(tag("rect", x=0, y=-7, width=20, height=14, fill=colour, stroke=GREY, stroke_width=0.5), 20, text)
