"""How long a file takes to read, against the library that unpacks it: mammoth for DOCX, pdfplumber for PDF.

    python benchmarks/reading.py FILE... [--times 3]

All in one process and in processor time, so that a busy machine does not matter much. `document` is file -> Document,
`report` Document -> Report (the second time, when patterns and reference data are there). pdfplumber's own time is that of
its characters, words and tables on every page; mammoth's that of its HTML.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from samgraf.readers import read
from samgraf.reports.read import read_report

if TYPE_CHECKING:
    from collections.abc import Callable


def spent(do: Callable[[], object], times: int) -> float:
    """Return the median processor time of a call in milliseconds, after one that does not count."""
    do()
    taken = []
    for _ in range(times):
        start = time.process_time()
        do()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def library(path: Path) -> object:
    """Return what the library alone makes of a file."""
    data = io.BytesIO(path.read_bytes())
    if path.suffix == ".docx":
        import mammoth  # noqa: PLC0415  (only for this format)

        return mammoth.convert_to_html(data).value
    import pdfplumber  # noqa: PLC0415  (only for this format)

    with pdfplumber.open(data) as pdf:
        return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]


def whole(path: Path) -> object:
    """Return the report in a file."""
    return read_report(read(path))


def main() -> int:
    """Print a row for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    print("| file | pages | library ms | document ms | report ms | document / library | whole / library |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for path in options.files:
        document = read(path)
        alone = spent(partial(library, path), options.times)
        reading = spent(partial(read, path), options.times)
        report = spent(partial(whole, path), options.times) - reading
        print(
            f"| {path.name} | {document.page_count or ''} | {alone:.0f} | {reading:.0f} | {report:.0f} "
            f"| {reading / alone:.2f} | {(reading + report) / alone:.2f} |"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
