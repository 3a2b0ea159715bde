"""The two languages of the commands: help, headings, and what click says when a command is misused."""

from __future__ import annotations

import difflib
import re
from typing import Any, Literal

import click

Lang = Literal["sv", "en"]
BEFORE = ("--workspace", "--lang", "--debug", "--version")
"""The options of the whole program, which people write after the command."""
VALUES = (
    (re.compile(r"(.+) is not one of (.+)\."), r"\1 är inget av \2."),
    (re.compile(r"(.+) is not a valid integer(?: range)?\."), r"\1 är inget heltal."),
    (re.compile(r"(.+) is not a valid float(?: range)?\."), r"\1 är inget tal."),
    (re.compile(r"Directory (.+) does not exist\."), r"mappen \1 finns inte."),
    (re.compile(r"(?:File|Path) (.+) does not exist\."), r"filen \1 finns inte."),
    (re.compile(r"(?:Directory|Path) (.+) is a file\."), r"\1 är en fil, inte en mapp."),
    (re.compile(r"(?:File|Path) (.+) is a directory\."), r"\1 är en mapp, inte en fil."),
    (re.compile(r"(?:Directory|File|Path) (.+) is not readable\."), r"\1 får inte läsas."),
    (re.compile(r"(.+) is not in the range (\S+)<=x<=(\S+)\."), r"\1 ligger inte mellan \2 och \3."),
    (re.compile(r"(.+) is not in the range x>=?(\S+)\."), r"\1 är för litet: minst \2."),
    (re.compile(r"(.+) is not in the range (.+)\."), r"\1 ligger inte i \2."),
)
"""What click says of a value, and the same in Swedish."""


def words(lang: Lang, sv: str, en: str) -> str:
    """Return the text of one language."""
    return en if lang == "en" else sv


class FormatHelp(click.Command):
    """A command whose help has Swedish or English headings."""

    def __init__(self, *args: Any, lang: Lang = "sv", **kwargs: Any) -> None:
        """Keep the language beside what click keeps."""
        super().__init__(*args, **kwargs)
        self.options_metavar = words(lang, "[FLAGGOR]", "[OPTIONS]")
        self.lang: Lang = lang

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, which says what it does in the right language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words(self.lang, "Visa den här hjälpen och avsluta.", "Show this help and leave.")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=words(self.lang, "Användning: ", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        # newer versions of click list arguments too, which have no help of their own: the text above tells of them
        records = [record for option in self.get_params(ctx) if (record := option.get_help_record(ctx)) and record[1]]
        if records:
            with formatter.section(words(self.lang, "Flaggor", "Options")):
                formatter.write_dl(records)


class Command(FormatHelp):
    """One command of the program."""


class Group(FormatHelp, click.Group):
    """A command with commands under it; its callback settles nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name what stands after the group in its language."""
        super().__init__(*args, **kwargs)
        self.subcommand_metavar = words(self.lang, "KOMMANDO ...", "COMMAND ...")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(80)) for name in self.commands]
        with formatter.section(words(self.lang, "Kommandon", "Commands")):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order they were given."""
        del ctx
        return list(self.commands)


def misuse(error: click.ClickException, lang: Lang) -> str:
    """Return what was wrong with a command line and where to read more."""
    text = _swedish(error) if lang == "sv" else _english(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "samgraf"
    return f"{words(lang, 'Fel', 'Error')}: {text}\n{words(lang, 'Mer hjälp', 'More help')}: {path} --help"


def _swedish(error: click.ClickException) -> str:
    """Return click's message in Swedish, or as it is where we have none."""
    if isinstance(error, click.NoSuchOption):
        if error.option_name in BEFORE:
            return _before(error.option_name, error.ctx, "sv")
        near = f" Menade du {' eller '.join(error.possibilities)}?" if error.possibilities else ""
        return f"flaggan {error.option_name} finns inte.{near}"
    if isinstance(error, click.MissingParameter):
        return f"{_named(error)} saknas."
    if isinstance(error, click.BadParameter):
        return f"ogiltigt värde för {_named(error)}: {_swedish_value(error.message)}"
    if isinstance(error, click.BadOptionUsage):
        return f"flaggan {error.option_name} behöver ett värde, eller är fel använd."
    return _swedish_words(error.format_message(), getattr(error, "ctx", None))


def _english(error: click.ClickException) -> str:
    """Return click's message, or ours where it does not help."""
    if isinstance(error, click.NoSuchOption) and error.option_name in BEFORE:
        return _before(error.option_name, error.ctx, "en")
    return error.format_message()


def _before(option: str, ctx: click.Context | None, lang: Lang) -> str:
    """Return where an option of the whole program must stand."""
    name = ctx.command_path.removeprefix("samgraf ") if ctx else "…"
    return words(
        lang,
        f"flaggan {option} ska stå före kommandot: samgraf {option} … {name} …",
        f"the option {option} must stand before the command: samgraf {option} … {name} …",
    )


def _swedish_value(message: str) -> str:
    """Return what click says of a value, in Swedish."""
    for pattern, sv in VALUES:
        if found := pattern.fullmatch(message):
            return found.expand(sv)
    return message


def _swedish_words(message: str, context: click.Context | None) -> str:
    """Return a message that click gives no class of its own."""
    if message.startswith("No such command"):
        name = message.removeprefix("No such command '").partition("'.")[0]
        known = context.command.list_commands(context) if context and isinstance(context.command, click.Group) else []
        near = difflib.get_close_matches(name, known, n=1)
        return f"kommandot '{name}' finns inte." + (f" Menade du {near[0]}?" if near else "")
    if message.startswith("Got unexpected extra argument"):
        return f"för många argument {message[message.find('(') :]}"
    return message


def _named(error: click.BadParameter) -> str:
    """Return the parameter that an error is about, as the user writes it."""
    if error.param is not None and error.ctx is not None:
        return error.param.get_error_hint(error.ctx).strip("'")
    return str(error.param_hint or "argumentet")
