"""Write docs/commands.md from the commands' own help, so that the two cannot drift apart."""

from __future__ import annotations

from pathlib import Path

import click

from samgraf.cli import COMMANDS, program

TARGET = Path(__file__).resolve().parent / "commands.md"
HEAD = """\
# Commands

Written by `docs/make_commands.py` from the programs' own help: change the help, then run `make docs`.
The help is Swedish by default; `samgraf --lang en COMMAND --help` shows it in English, as below.

Exit codes are the same everywhere: **0** yes, **1** the data says no (findings, an empty answer is not one),
**2** wrong usage, **3** something could not be read, or a fault of ours. Results go to stdout, all else to stderr.
"""


def page() -> str:
    """Return the whole page."""
    top = program("en")
    with click.Context(top, info_name="samgraf", max_content_width=100, terminal_width=100) as context:
        context.params["lang"] = "en"
        parts = [HEAD, _part("samgraf", top.get_help(context))]
        for name in COMMANDS:
            command = top.get_command(context, name)
            if command is None:
                raise LookupError(name)
            with click.Context(command, info_name=name, parent=context) as inner:
                parts.append(_part(f"samgraf {name}", command.get_help(inner)))
                for below in command.commands.values() if isinstance(command, click.Group) else ():
                    with click.Context(below, info_name=below.name, parent=inner) as innermost:
                        parts.append(_part(f"samgraf {name} {below.name}", below.get_help(innermost)))
    return "\n".join(parts)


def _part(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return f"## {title}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
