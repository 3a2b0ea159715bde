"""What the commands that draw have in common: the form by a file's ending, and nothing binary on a screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from samgraf.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def form_of(form: str | None, out: Path | None, forms: Collection[str], binary: Collection[str]) -> str:
    """Return the form that is wanted: as said, else by the file's ending, else a table.

    Raises:
        UsageError: the ending is none of ours, or what is no text would go to the screen.
    """
    if form is None and out is not None:
        ending = out.suffix.removeprefix(".").lower()
        if ending not in forms:
            listed = ", ".join(forms)
            raise UsageError(
                f"{out}: ändelsen säger inte vilket format det ska vara; skriv --format ({listed}).",
                f"{out}: the ending does not say which format it is to be; write --format ({listed}).",
            )
        return ending
    wanted = form or "table"
    if wanted == "table" and out is not None:
        raise UsageError(
            "table är för skärmen: välj ett format för filer, till exempel xlsx.",
            "table is for the screen: choose a format for files, for example xlsx.",
        )
    if wanted in binary and out is None and sys.stdout.isatty():
        raise UsageError(
            f"{wanted} är ingen text för skärmen: ange en fil med --out.",
            f"{wanted} is no text for the screen: give a file with --out.",
        )
    return wanted


def as_picture(svg: str, form: str) -> bytes:
    """Return a picture as SVG, PNG or PDF.

    Raises:
        UsageError: vl-convert is not installed.
    """
    if form == "svg":
        return svg.encode()
    from samgraf.drawing.raster import to_pdf, to_png

    return to_png(svg) if form == "png" else to_pdf(svg)
