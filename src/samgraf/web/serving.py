"""What is served and from where: the workspace's entities, the port, the pages that may read from elsewhere."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from samgraf.errors import ReadError, UsageError, WorkspaceError
from samgraf.reconciliation.entities import entities_of
from samgraf.reconciliation.matching import Matcher
from samgraf.reference import load_reference
from samgraf.swedish import order
from samgraf.system_words import system_reason
from samgraf.web.app import Served
from samgraf.workspace import Workspace, located, program_version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def served(option: Path | None) -> Served:
    """Return what is served: a workspace's reports, or the reference data alone where none was named and there is none.

    Raises:
        WorkspaceError: the workspace that was named is none.
    """
    place: Path | None = located(option)
    reports: tuple[str, ...] = ()
    try:
        names = {county.code: county.region_name for county in load_reference().counties}
        held = Workspace.open(located(option)).manifest().reports.values()
        reports = tuple(sorted((f"{names.get(one.region, one.region)} {one.year}" for one in held), key=order))
    except WorkspaceError:
        if option is not None or located(option).exists():
            raise
        place = None
    return Served(Matcher(entities_of(place), region_names()), program_version(), reports)


def region_names() -> dict[str, str]:
    """Return the county code by every spelling of a region: code, county, region, NUTS code, and the region's id."""
    return {
        spelling: county.code
        for county in load_reference().counties
        for spelling in (
            county.code, county.name, county.short, county.region_name, county.nuts, county.region_iri,
            f"actor/region-{county.code}", f"county/{county.code}", county.code.lstrip("0"),
        )
        if spelling
    }  # fmt: skip


def checked_origins(written: Iterable[str]) -> tuple[str, ...]:
    """Return the origins that a user named, as browsers write them.

    Raises:
        UsageError: one is no origin: scheme, host and perhaps port, nothing more.
    """
    found = []
    for one in written:
        parts = urlsplit(one)
        bare = one.rstrip("/")
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or bare != f"{parts.scheme}://{parts.netloc}"
            or "@" in one
        ):
            raise UsageError(
                f"{one!r} är inget ursprung: skriv till exempel https://exempel.se.",
                f"{one!r} is no origin: write for example https://example.org.",
            )
        found.append(bare)
    return tuple(found)


def free(port: int) -> None:
    """Return if nobody serves at a port.

    Raises:
        ReadError: somebody does.
    """
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as error:
            sv, en = system_reason(error)
            raise ReadError(
                f"Port {port} på 127.0.0.1 kan inte användas ({sv}). Välj en annan med --port.",
                f"Port {port} on 127.0.0.1 cannot be used ({en}). Choose another with --port.",
            ) from error
