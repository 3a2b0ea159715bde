"""Draw the pictures of the documents again, from the example report, so that they show what the program draws."""

from __future__ import annotations

from pathlib import Path

from samgraf.api import library
from samgraf.charts.draw import draw_chart
from samgraf.charts.library import read_matrix
from samgraf.graph.report import to_quads
from samgraf.network.network import read_network
from samgraf.network.picture import draw
from samgraf.readers import read
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.read import read_report
from samgraf.store import Store, from_quads

HERE = Path(__file__).resolve().parent
REPORT = HERE.parent / "examples" / "vastmanland-2023.docx"


def pictures(store: Store) -> dict[str, str]:
    """Return the pictures by the names of their files, drawn from a store that holds the example report."""
    return {
        "natverk-mal.svg": draw(read_network(store, library(), "goals")).svg,
        "natverk-aktorer.svg": draw(read_network(store, library(), "actors")).svg,
        "mal-insatser.svg": draw_chart(read_matrix(store, library(), "goals-insatser")).svg,
        "grund-avsnitt.svg": draw_chart(read_matrix(store, library(), "basis-sections")).svg,
    }


def main() -> None:
    """Write the pictures."""
    store = from_quads([*to_quads(read_report(read(REPORT)), load_reference()), *reference_quads()])
    for name, svg in pictures(store).items():
        (HERE / "pictures" / name).write_text(svg, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
