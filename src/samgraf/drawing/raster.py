"""A picture as PNG or PDF, through vl-convert: offline, with the fonts that it brings, so the same on every machine."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

from samgraf.errors import UsageError

SCALE = 2
"""Dots in a PNG for each unit of the SVG: sharp on a printed page of A4."""


def to_png(svg: str) -> bytes:
    """Return a picture as PNG.

    Raises:
        UsageError: vl-convert is not installed.
    """
    return cast("bytes", _converter().svg_to_png(svg, scale=SCALE))


def to_pdf(svg: str) -> bytes:
    """Return a picture as a page of PDF.

    Raises:
        UsageError: vl-convert is not installed.
    """
    return cast("bytes", _converter().svg_to_pdf(svg))


def _converter() -> Any:  # noqa: ANN401  (it has no types)
    try:
        return import_module("vl_convert")
    except ImportError as error:
        raise UsageError(
            "PNG och PDF behöver vl-convert. Installera det med pip install 'samgraf[charts]', eller välj --format svg.",
            "PNG and PDF need vl-convert. Install it with pip install 'samgraf[charts]', or choose --format svg.",
        ) from error
