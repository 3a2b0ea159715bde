"""The folder of a workspace: where it is, whether it is one, whether the disk takes what is written."""

from __future__ import annotations

import contextlib
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from samgraf import files
from samgraf.errors import WorkspaceError
from samgraf.manifest import FORMAT
from samgraf.system_words import reason_of, system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = ("reports", "graphs", "corrections", "findings", "links", "reference", "profiles")
"""`reference` and `profiles` hold what is the workspace's own: Turtle of the reference graphs, profiles of forms."""
DEFAULT = "samgraf-data"
VARIABLE = "SAMGRAF_WORKSPACE"


def located(option: Path | str | None = None) -> Path:
    """Return where the workspace is: as asked for, else as SAMGRAF_WORKSPACE says, else ./samgraf-data."""
    return Path(option or os.environ.get(VARIABLE) or DEFAULT)


def is_begun(place: Path) -> bool:
    """Return whether a folder is empty, or holds only what a `create` that was cut short had made."""
    if not place.is_dir():
        return False
    ours = {".gitignore", "lock", "manifest.json", *FOLDERS}
    return all(
        (each.name in ours or each.name.startswith(files.LITTER)) and not (each.is_dir() and any(each.iterdir()))
        for each in place.iterdir()
    )


def check_form(place: Path) -> None:
    """Return if a folder is a workspace of a form that this program reads.

    Raises:
        WorkspaceError: it is none, or a newer program wrote it.
    """
    try:
        form = tomllib.loads((place / "samgraf.toml").read_text(encoding="utf-8")).get("format")
    except FileNotFoundError as error:
        raise WorkspaceError(
            f"{place}: här finns ingen samgraf-arbetsyta. Läs in en rapport med samgraf build FIL, eller ange "
            "rätt mapp med --workspace.",
            f"{place}: there is no samgraf workspace here. Load a report with samgraf build FILE, or give the "
            "right folder with --workspace.",
        ) from error
    except (OSError, ValueError) as error:
        sv, en = reason_of(error)
        raise WorkspaceError(
            f"{place / 'samgraf.toml'}: filen går inte att läsa ({sv}). Rätta den, eller hämta den ur en "
            "säkerhetskopia.",
            f"{place / 'samgraf.toml'}: the file cannot be read ({en}). Mend it, or restore it from a backup.",
        ) from error
    if not isinstance(form, int) or form > FORMAT:
        raise WorkspaceError(
            f"{place / 'samgraf.toml'}: format är {form!r}, denna samgraf läser {FORMAT}. Uppgradera samgraf "
            "eller rätta filen.",
            f"{place / 'samgraf.toml'}: format is {form!r}, this samgraf reads {FORMAT}. Upgrade samgraf or "
            "mend the file.",
        )


def foreign(place: Path) -> WorkspaceError:
    """Return the error for a folder in which there is something else."""
    return WorkspaceError(
        f"{place}: här finns redan annat som inte är en samgraf-arbetsyta. Ange en tom eller ny mapp med --workspace.",
        f"{place}: there is something else here that is no samgraf workspace. Give an empty or new folder "
        "with --workspace.",
    )


@contextlib.contextmanager
def writable(place: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that says so; what was stored is as it was."""
    try:
        yield
    except OSError as error:
        sv, en = system_reason(error)
        raise WorkspaceError(
            f"{place}: kunde inte skriva ({sv}: {error.filename or place}). Det som fanns är "
            "orört. "
            "Kontrollera plats på disken och rättigheter och försök igen.",
            f"{place}: could not write ({en}: {error.filename or place}). What was there is "
            "untouched. "
            "Check disk space and permissions and try again.",
        ) from error
