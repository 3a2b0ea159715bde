"""The forms in which `samgraf check` tells what it found, and where they go: to a file or to the screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from samgraf.before_after import Change
    from samgraf.checked import Checked
    from samgraf.checking import Choices
    from samgraf.cli.setting import Setting

WIDTH = 100
"""The widest that text is on a screen."""


def rendered(
    checked: Sequence[Checked], form: str, choices: Choices, change: Change | None, setting: Setting, *, to_file: bool
) -> bytes:
    """Return what was found in one form; several reports are one page, workbook or document."""
    if form == "html":
        from samgraf.finding_html import render_html

        return render_html(checked, setting.lang, change).encode()
    if form == "xlsx":
        from samgraf.finding_xlsx import render_xlsx

        return render_xlsx(checked, setting.lang)
    if form == "sarif":
        from samgraf.finding_sarif import render_sarif
        from samgraf.workspace import program_version

        return render_sarif(checked, choices.shapes.rules.values(), program_version(), setting.lang).encode()
    return _plain(checked, form, choices, change, setting, to_file=to_file).encode("utf-8", "replace")


def _plain(
    checked: Sequence[Checked], form: str, choices: Choices, change: Change | None, setting: Setting, *, to_file: bool
) -> str:
    """Return what was found as text, JSON or Turtle."""
    from samgraf.before_after import change_json, change_text
    from samgraf.finding_text import render_json, render_text

    if form == "json" and change:
        return change_json(change)
    if form == "json":
        findings = [finding for each in checked for finding in each.findings]
        return render_json(findings, checked[0].sections if len(checked) == 1 else ())
    if form == "ttl":
        from samgraf.validation_report import render_ttl, whole_graph

        return render_ttl(whole_graph(checked, choices.shapes))
    from shutil import get_terminal_size

    on_screen = sys.stdout.isatty() and not to_file
    width = min(WIDTH, get_terminal_size((80, 24)).columns) if on_screen else 80
    if change:
        return change_text(change, setting.lang, width, checked[0].sections, title=checked[0].name)
    told = (render_text(each.findings, setting.lang, width, each.sections, title=each.name) for each in checked)
    if len(checked) > 1:
        from samgraf.finding_overview import overview

        return "\n".join((overview(checked, setting.lang), *told))
    return "\n".join(told)


def write(data: bytes, out: Path | None, setting: Setting) -> None:
    """Write to the file that was named, whole or not at all, else to the screen."""
    from samgraf.errors import WorkspaceError
    from samgraf.files import write_whole
    from samgraf.system_words import system_reason

    if out is None:
        sys.stdout.flush()
        click.echo(data, nl=False)
        return
    try:
        write_whole(out, data)
    except BrokenPipeError:  # --out /dev/stdout | head: nobody reads on, and nobody is there to tell
        return
    except OSError as error:
        sv, en = system_reason(error)
        raise WorkspaceError(
            f"{out}: kunde inte skriva ({sv}). Ange en annan fil.",
            f"{out}: could not write ({en}). Give another file.",
        ) from error
    click.echo(setting.say(f"Skrev {out}.", f"Wrote {out}."), err=True)
