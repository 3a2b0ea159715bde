"""How much work a PDF may cause: what its streams unpack to, and how much its pages draw, counted while they are run.

A kilobyte can unpack to gigabytes, and two megabytes of instructions become gigabytes of objects. What is
counted is what the library really does, so that no trick of spelling makes a page look lighter than it is.
"""

from __future__ import annotations

import io
import time
import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from samgraf.errors import ReadError
from samgraf.readers import refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

MAXIMUM_SECONDS = 30.0  # of processor time; only a net under the counts, which are the same on every machine
MAXIMUM_STREAM = 24 * 1024 * 1024  # bytes of one stream, unpacked
MAXIMUM_STREAMS = 96 * 1024 * 1024  # bytes of all streams that were needed
MAXIMUM_RUN = 4 * 1024 * 1024  # bytes of instructions run on a page, a drawing once for each time it is drawn
MAXIMUM_RUN_IN_ALL = 10 * 1024 * 1024
MAXIMUM_STEPS = 500_000  # operands and operators on a page
MAXIMUM_STEPS_IN_ALL = 2_000_000
MAXIMUM_GLYPHS = 40_000  # characters on a page, which in a report are some thousands
MAXIMUM_GLYPHS_IN_ALL = 300_000
MAXIMUM_SHAPES = 30_000  # lines, boxes, curves and pictures on a page
MAXIMUM_SHAPES_IN_ALL = 100_000
_LAYERS = 2  # filters one over the other: more is what bombs do, and no report
_RUN_LENGTH_RATIO = 64
_OPERANDS = 1000  # kept; no operator takes more than six, and the library copies the rest for each


class TooLongError(ReadError):
    """The pages of a PDF, each within its limits, are too much together."""


class Budget:
    """What a PDF has used up of what it may use; each method returns nothing and raises ReadError beyond a limit."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing used."""
        self.path = path
        self.until = time.process_time() + MAXIMUM_SECONDS
        self.number = 0
        self.unpacked = 0
        self.page = {"run": 0, "steps": 0, "glyphs": 0, "shapes": 0}
        self.whole = dict(self.page)

    def turn(self, number: int) -> None:
        """Begin a page."""
        self.number = number
        self.page = dict.fromkeys(self.page, 0)
        self.clock()

    def clock(self) -> None:
        """Look at the time."""
        if time.process_time() > self.until:
            raise refusals.too_heavy(self.path, ("läsningen tog för lång tid", "reading took too long"))

    def unpack(self, size: int) -> None:
        """Count a stream that is to be unpacked."""
        self.unpacked += size
        if size > MAXIMUM_STREAM or self.unpacked > MAXIMUM_STREAMS:
            most = MAXIMUM_STREAM if size > MAXIMUM_STREAM else MAXIMUM_STREAMS
            megabytes = f"> {most // 1024 // 1024} MB"
            raise refusals.bomb(self.path, (megabytes, megabytes))

    def run(self, size: int) -> None:
        """Count instructions that are to be run."""
        self._add("run", size, MAXIMUM_RUN, MAXIMUM_RUN_IN_ALL, ("byte instruktioner", "bytes of instructions"))
        self.clock()

    def step(self) -> None:
        """Count an operand or operator."""
        self._add("steps", 1, MAXIMUM_STEPS, MAXIMUM_STEPS_IN_ALL, ("instruktioner", "instructions"))
        if not self.page["steps"] % 1000:
            self.clock()

    def glyph(self) -> None:
        """Count a character."""
        self._add("glyphs", 1, MAXIMUM_GLYPHS, MAXIMUM_GLYPHS_IN_ALL, ("tecken", "characters"))

    def shape(self) -> None:
        """Count a line, box, curve or picture."""
        self._add("shapes", 1, MAXIMUM_SHAPES, MAXIMUM_SHAPES_IN_ALL, ("ritade former", "drawn shapes"))

    def _add(self, what: str, size: int, on_page: int, in_all: int, name: tuple[str, str]) -> None:
        """Add to a count, on the page and in the document."""
        self.page[what] += size
        self.whole[what] += size
        if self.page[what] > on_page:
            raise refusals.too_heavy(
                self.path,
                (
                    f"sida {self.number}: över {on_page} {name[0]}",
                    f"page {self.number}: over {on_page} {name[1]}",
                ),
            )
        if self.whole[what] > in_all:
            error = refusals.too_heavy(self.path, (f"över {in_all} {name[0]}", f"over {in_all} {name[1]}"))
            raise TooLongError(error.sv, error.en)


_BUDGET: ContextVar[Budget | None] = ContextVar("_BUDGET", default=None)
_DECODE: Callable[[PDFStream], None] = PDFStream.decode


@contextmanager
def limited(path: Path) -> Iterator[Budget]:
    """Yield the budget of a PDF; within, no stream is unpacked before it is measured.

    pdfminer unpacks streams of many kinds (objects, cross references, fonts, text) in one place, without
    any limit, and offers no other way in. Outside of this context it works as always.
    """
    budget = Budget(path)
    PDFStream.decode = _measured_decode  # type: ignore[method-assign, assignment]
    token = _BUDGET.set(budget)
    try:
        yield budget
    finally:
        _BUDGET.reset(token)


def _measured_decode(stream: PDFStream) -> None:
    """Return nothing; unpack a stream if it is within the limits."""
    budget = _BUDGET.get()
    if budget is not None and stream.rawdata is not None:
        raw = stream.rawdata
        if stream.decipher and stream.objid is not None and stream.genno is not None:
            raw = stream.decipher(stream.objid, stream.genno, raw, stream.attrs)
        filters = [str(getattr(name, "name", name)) for name, _ in stream.get_filters()]
        if len(filters) > _LAYERS:
            raise refusals.bomb(budget.path, (f"{len(filters)} lager", f"{len(filters)} layers"))
        budget.unpack(unpacked_size(raw, filters))
    _DECODE(stream)


def unpacked_size(raw: bytes, filters: Sequence[str]) -> int:
    """Return how large a stream gets at its largest, or just over the limit where it gets larger."""
    largest = len(raw)
    for name in filters:
        try:
            if name in {"FlateDecode", "Fl"}:
                raw = zlib.decompressobj().decompress(raw, MAXIMUM_STREAM + 1)
            elif name in {"LZWDecode", "LZW"}:
                raw = _unpacked_lzw(raw)
            elif name in {"RunLengthDecode", "RL"}:
                return max(largest, len(raw) * _RUN_LENGTH_RATIO)
            elif name in {"ASCII85Decode", "A85"}:
                raw = ascii85decode(raw)
            elif name in {"ASCIIHexDecode", "AHx"}:
                raw = asciihexdecode(raw)
        except (zlib.error, ValueError):
            break
        largest = max(largest, len(raw))
        if largest > MAXIMUM_STREAM:
            break
    return largest


def _unpacked_lzw(raw: bytes) -> bytes:
    """Return what LZW unpacks to, cut just over the limit."""
    found = bytearray()
    for piece in LZWDecoder(io.BytesIO(raw)).run():
        found += piece
        if len(found) > MAXIMUM_STREAM:
            break
    return bytes(found)


class _Device(PDFPageAggregatorWithMarkedContent):
    """pdfplumber's own collector of what a page draws, which counts."""

    budget: Budget

    def render_char(self, *args: Any, **options: Any) -> float:
        """Return how far a character moves the pen."""
        self.budget.glyph()
        return float(super().render_char(*args, **options))

    def render_image(self, *args: Any, **options: Any) -> None:
        """Return nothing; collect a picture."""
        self.budget.shape()
        super().render_image(*args, **options)

    def paint_path(self, *args: Any, **options: Any) -> None:
        """Return nothing; collect a line, box or curve."""
        self.budget.shape()
        super().paint_path(*args, **options)


class _Interpreter(PDFPageInterpreter):
    """pdfminer's own interpreter of a page's instructions, which counts."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        """Return nothing; run instructions, those of a page or of a drawing on it."""
        self.device.budget.run(sum(len(stream_value(stream).get_data()) for stream in streams))
        super().execute(streams)

    def push(self, obj: Any) -> None:  # noqa: ANN401 - PDF objects have no types
        """Return nothing; keep an operand."""
        self.device.budget.step()
        if len(self.argstack) > _OPERANDS:
            del self.argstack[: -_OPERANDS // 2]
        super().push(obj)


def _counted(operator: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return an operator that counts itself."""

    def counting(self: _Interpreter) -> None:
        self.device.budget.step()
        operator(self)

    return counting


# Operators with operands are counted by these; those without have nothing else that could be counted.
for _name in dir(PDFPageInterpreter):
    _operator = getattr(PDFPageInterpreter, _name)
    if _name.startswith("do_") and _operator.__code__.co_argcount == 1:
        setattr(_Interpreter, _name, _counted(_operator))


def lay_out(plumber: Any, budget: Budget) -> None:  # noqa: ANN401 - PDF objects have no types
    """Return nothing; run a page's instructions, so that pdfplumber finds it laid out already.

    Raises:
        ReadError: the page draws more than a report does.
    """
    device = _Device(plumber.pdf.rsrcmgr, pageno=plumber.page_number, laparams=plumber.pdf.laparams)
    device.budget = budget
    _Interpreter(plumber.pdf.rsrcmgr, device).process_page(plumber.page_obj)
    plumber._layout = device.get_result()  # noqa: SLF001 - the one place where pdfplumber looks before it runs a page


def let_go(plumber: Any) -> None:  # noqa: ANN401 - PDF objects have no types
    """Return nothing; drop what has become glyphs, most of a page's memory; lines, boxes and pictures stay."""
    plumber._layout = None  # noqa: SLF001 - as above; `objects` is made by now
    plumber.objects["char"] = []
