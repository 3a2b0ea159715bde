"""What every command needs: the setting before it, files with progress, an error of one file told and passed over."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from samgraf.cli.patience import patience
from samgraf.cli.words import Lang, words
from samgraf.errors import SamgrafError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from samgraf.workspace import Workspace


@dataclass(frozen=True)
class Setting:
    """What stands before the command: the workspace if one was named, the language, whether to show tracebacks."""

    workspace: Path | None
    lang: Lang
    debug: bool

    def say(self, sv: str, en: str) -> str:
        """Return the text in the language chosen."""
        return words(self.lang, sv, en)


def setting_of(ctx: click.Context) -> Setting:
    """Return the setting before the command."""
    found = ctx.find_object(Setting)
    return found or Setting(None, "sv", debug=False)


def own_folders(setting: Setting) -> tuple[Path, Path]:
    """Return where the workspace's own reference data and profiles lie; neither folder need be there."""
    from samgraf.workspace_folder import located

    place = located(setting.workspace)
    return place / "reference", place / "profiles"


def fault(error: Exception, lang: Lang) -> str:
    """Return one line about a fault of ours."""
    what = f"{type(error).__name__}: {error}".replace("\n", " ")
    return words(
        lang,
        f"Internt fel i samgraf ({what}). Felet är vårt, inte ditt: kör igen med `samgraf --debug …` och rapportera "
        "det.",
        f"Internal error in samgraf ({what}). The fault is ours: run again with `samgraf --debug …` and report it.",
    )


def each_file(paths: Iterable[Path], setting: Setting, work: Callable[[Path], None]) -> int:
    """Return how many files failed: work is done on each, and what goes wrong with one is told and passed over.

    Raises:
        UsageError: what the user asked for is wrong.
    """
    failed = 0
    for path in progress(list(paths), setting):
        try:
            with patience(path, setting.lang):
                work(path)
        except (
            UsageError,
            BrokenPipeError,
        ):  # an option is wrong, so it is for every file; or nobody reads what is told
            raise
        except SamgrafError as error:
            click.echo(error.message(setting.lang), err=True)
        except Exception as error:  # one file must not stop the others, whatever is wrong with it
            if setting.debug:
                raise
            click.echo(f"{path}: {fault(error, setting.lang)}", err=True)
        else:
            continue
        failed += 1
    return failed


def progress(paths: list[Path], setting: Setting) -> Iterator[Path]:
    """Return the files one by one, with a bar on the terminal when there are several."""
    if len(paths) < 2 or not sys.stderr.isatty():  # noqa: PLR2004 (a bar of one step says nothing)
        yield from paths
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(paths, setting.say("Läser rapporter", "Reading reports"), console=Console(stderr=True))


@contextmanager
def steps(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Return, while the block runs, what to tell how much of long work is done; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def refreshed(workspace: Workspace, setting: Setting) -> None:
    """Return when the stored findings rest on what is there now; a report that cannot be checked is told of, a busy workspace too."""
    from samgraf.check_many import refresh
    from samgraf.errors import LockedError

    try:
        with steps(setting.say("Granskar rapporter", "Checking reports")) as step:
            faults = refresh(workspace, step)
    except LockedError as error:
        click.echo(error.message(setting.lang), err=True)
        return
    for fault in faults:
        click.echo(fault.error.message(setting.lang), err=True)
