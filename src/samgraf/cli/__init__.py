"""The commands: options, one call, print.

Each command is a module with one function, `command(lang)`, that returns it in that language. A module is
imported when its command is run or asked for help, so that each pays only for what it uses.
Exit codes: 0 yes, 1 the data says no, 2 wrong usage, 3 could not read, or a fault of ours.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from samgraf.cli.setting import Setting, fault
from samgraf.cli.words import Command, FormatHelp, Group, Lang, misuse, words
from samgraf.errors import SamgrafError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("kör allt på exempelrapporten", "run everything on the example report"),
    "build": ("läs in rapporter i arbetsytan", "read reports into the workspace"),
    "check": ("säg vad som saknas eller inte går ihop", "say what is missing or does not add up"),
    "findings": (
        "godta iakttagelser med ett skäl, eller öppna dem igen",
        "accept findings with a reason, or reopen them",
    ),
    "ask": ("ställ en fråga ur biblioteket", "ask a question of the library"),
    "sparql": ("ställ en egen SPARQL-fråga", "ask a SPARQL query of your own"),
    "network": ("visa vem som samverkar med vem: tabell, bild, fil", "show who works with whom: table, picture, file"),
    "chart": ("räkna och rita: matriser och diagram", "count and draw: matrices and charts"),
    "review": ("låt en människa avgöra det osäkra", "let a person settle what is uncertain"),
    "write": ("skriv en rapport i mallen, som Word", "write a report in the form, as Word"),
    "link": ("föreslå länkar till öppna data", "propose links to open data"),
    "export": ("skriv ut grafen: TriG, N-Quads, Turtle, JSON-LD", "write the graph: TriG, N-Quads, Turtle, JSON-LD"),
    "push": ("skicka graferna till en SPARQL-server", "send the graphs to a SPARQL server"),
    "publish": (
        "publicera som öppna data, med en sida för varje sak",
        "publish as open data, with a page for each thing",
    ),
    "goals": ("gör ett målramverk av en lista", "make a goal framework from a list"),
    "refdata": ("håll referensdata färska", "keep the reference data fresh"),
    "profile": ("mallar: visa, pröva, gör en ny", "forms: show, try, make a new one"),
    "serve": ("visa samgraf för den här datorn och OpenRefine", "show samgraf to this machine and OpenRefine"),
    "doctor": ("se efter att allt är helt", "see that everything is whole"),
}
INTERRUPTED = 130
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class _Group(FormatHelp, click.Group):
    """The program itself: knows its commands by name and imports the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of a working day."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> Command | Group | None:
        """Return one command in the language chosen, None if there is no such."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"samgraf.cli.{cmd_name}")
        return cast("Command | Group", module.command(ctx.params.get("lang") or self.lang))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        lang = ctx.params.get("lang") or self.lang
        with formatter.section(words(lang, "Kommandon", "Commands")):
            formatter.write_dl([(name, words(lang, *about)) for name, about in COMMANDS.items()])


def program(lang: Lang = "sv") -> click.Group:
    """Return the whole program, with its help in one language."""
    return _Group(
        "samgraf",
        lang=lang,
        subcommand_metavar=words(lang, "KOMMANDO ...", "COMMAND ..."),
        help=words(
            lang,
            "Läs regionernas återrapporter om regional utveckling, säg vad som saknas i dem, och svara på vem som "
            "arbetade med vem mot vilket mål, med sida och rad bakom varje svar.\n\n\b\n"
            "  samgraf demo                      se hur det fungerar\n"
            "  samgraf check rapport.docx        granska en rapport innan den skickas\n"
            "  samgraf build *.docx              läs in rapporter\n"
            "  samgraf ask actors-on-goals       fråga",
            "Read the Swedish regions' reports on regional development, say what is missing in them, and answer who "
            "worked with whom towards which goal, with page and line behind every answer.\n\n\b\n"
            "  samgraf --lang en demo            see how it works\n"
            "  samgraf check report.docx         check a report before it is sent\n"
            "  samgraf build *.docx              read reports\n"
            "  samgraf ask actors-on-goals       ask",
        ),
        params=[
            click.Option(
                ["--workspace"],
                type=click.Path(file_okay=False, path_type=Path),
                metavar="DIR",
                help=words(
                    lang,
                    "Arbetsytan, mappen där inlästa rapporter finns (annars SAMGRAF_WORKSPACE, annars ./samgraf-data).",
                    "The workspace, the folder where reports that were read are kept (else SAMGRAF_WORKSPACE, else "
                    "./samgraf-data).",
                ),
            ),
            click.Option(
                ["--lang"],
                type=click.Choice(["sv", "en"]),
                help=words(lang, "Språk: sv eller en.", "Language: sv or en."),
            ),
            click.Option(
                ["--debug"],
                is_flag=True,
                help=words(lang, "Visa hela felspåret vid internt fel.", "Show the traceback of an internal error."),
            ),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help=words(lang, "Visa version och avsluta.", "Show the version and leave."),
            ),
        ],
        callback=_settle,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
    )


@click.pass_context
def _settle(ctx: click.Context, workspace: Path | None, lang: Lang | None, *, debug: bool) -> None:
    """Keep what stands before the command where the command finds it."""
    ctx.obj = Setting(workspace, lang or _language(()), debug)


def _version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 (click calls it so)
    if wanted:
        from samgraf.workspace import program_version

        click.echo(f"samgraf {program_version()}")
        ctx.exit()


def _language(args: Sequence[str]) -> Lang:
    """Return the language that the arguments, else the environment, ask for; Swedish if neither does."""
    for at, word in enumerate(args):
        value = word.partition("=")[2] if word.startswith("--lang=") else "".join(args[at + 1 : at + 2])
        if word.startswith("--lang") and value in {"sv", "en"}:
            return cast("Lang", value)
        if word in COMMANDS:
            break
    return "en" if os.environ.get("SAMGRAF_LANG") == "en" else "sv"


def main(args: Sequence[str] | None = None) -> int:
    """Return the exit code of one run of the program."""
    given = list(sys.argv[1:] if args is None else args)
    lang = _language(given)
    _silent_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        # click itself expands "*.docx" where the shell does not (Windows), but only in what it takes from sys.argv
        outcome = program(lang).main(None if args is None else given, prog_name="samgraf", standalone_mode=False)
    except BrokenPipeError:
        return _nobody_reads()
    except SystemExit as stop:
        if isinstance(stop.__context__, OSError) and stop.__context__.errno == errno.EPIPE:  # click's own way to end
            return _nobody_reads()
        raise
    except Exception as error:
        if "--debug" in given and not isinstance(error, click.ClickException | SamgrafError):
            raise
        code, text = _told(error, lang)
        click.echo(text, err=code != 0)
        if isinstance(error, OSError) and error.errno in FULL:
            _nobody_reads()  # what is left in the buffer would fail once more when Python ends
        return code
    return outcome if isinstance(outcome, int) else 0


def _nobody_reads() -> int:
    """Return 0: the reader of our output has left (`samgraf ask … | head`), so nothing is wrong and nobody is there to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return 0


def _told(error: Exception, lang: Lang) -> tuple[int, str]:
    """Return the exit code of an error and what to say about it."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return 0, error.format_message()
    if isinstance(error, click.ClickException):
        return 2, misuse(error, lang)
    if isinstance(error, SamgrafError):
        return error.exit_code, error.message(lang)
    if isinstance(error, click.Abort):
        return INTERRUPTED, words(lang, "Avbrutet.", "Interrupted.")
    if isinstance(error, OSError) and error.errno in FULL:
        from samgraf.system_words import system_reason

        sv, en = system_reason(error)
        return 3, words(
            lang, f"Kunde inte skriva: {sv}. Ge plats och kör igen.", f"Could not write: {en}. Make room and run again."
        )
    return 3, fault(error, lang)


def _silent_streams() -> None:
    """Return when there is somewhere to write: a program started with its output closed has no stream at all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (open while the program runs)
