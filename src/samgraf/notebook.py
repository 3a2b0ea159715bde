"""samgraf in a notebook: `%load_ext samgraf.notebook`, then `%samgraf DIR`, `%ask ID name=value` and `%%sparql`.

%samgraf samgraf-data                     the workspace to ask (else SAMGRAF_WORKSPACE, else ./samgraf-data)
answer = %ask actors-on-goals goal=18     a question of the library; %ask alone lists them
%%sparql answer                           any SPARQL query that reads; the answer is kept under the name
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from samgraf import api
from samgraf.errors import SamgrafError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from samgraf.answers import Answer


class Magics:
    """The commands of a notebook, with the workspace that they ask."""

    def __init__(self, shell: Any) -> None:  # noqa: ANN401  (IPython is not ours to need)
        """Keep the notebook's shell."""
        self.shell = shell
        self.opened: api.Samgraf | None = None

    def samgraf(self, line: str) -> api.Samgraf:
        """Return the workspace in a folder, loaded; later questions are put to it."""
        with _told():
            self.opened = api.open(_words(line)[0] if line.strip() else None)
        return self.opened

    def ask(self, line: str) -> Answer | None:
        """Return the answer to a question of the library; without a question, print the questions."""
        words = _words(line)
        if not words:
            for query in api.library().values():
                print(f"{query.id:26} {query.question.sv}")  # noqa: T201  (a notebook shows what is printed)
            return None
        with _told():
            return self._workspace().ask(words[0], **dict(map(_pair, words[1:])))

    def sparql(self, line: str, cell: str | None = None) -> Answer:
        """Return the answer to a SPARQL query; of a cell, under the name on its first line too."""
        with _told():
            answer = self._workspace().sparql(line if cell is None else cell)
        name = line.strip() if cell is not None else ""
        if name:
            if not name.isidentifier():
                raise _shown(
                    UsageError(
                        f"{name!r} är inget namn på en variabel. Skriv %%sparql svar.",
                        f"{name!r} is no name of a variable. Write %%sparql answer.",
                    )
                )
            self.shell.user_ns[name] = answer
        return answer

    def _workspace(self) -> api.Samgraf:
        """Return the workspace that was opened, or the usual one."""
        if self.opened is None:
            self.opened = api.open()
        return self.opened


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401  (IPython is not ours to need)
    """Register `%samgraf`, `%ask`, `%sparql` and `%%sparql`."""
    magics = Magics(shell)
    shell.register_magic_function(magics.samgraf, "line", "samgraf")
    shell.register_magic_function(magics.ask, "line", "ask")
    shell.register_magic_function(magics.sparql, "line_cell", "sparql")


class _told:  # noqa: N801  (used as a word: with _told())
    """Let an error of ours be shown as its message, without a traceback, as IPython shows wrong usage."""

    def __enter__(self) -> None:
        """Do nothing before."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Tell an error of ours as IPython's own."""
        if isinstance(error, SamgrafError):
            raise _shown(error) from error


def _shown(error: SamgrafError) -> Exception:
    """Return an error as IPython shows it in one line, or as it is outside IPython."""
    try:
        from IPython.core.error import UsageError as Usage  # noqa: PLC0415  (only there in a notebook)
    except ImportError:
        return error
    make: Callable[[str], Exception] = Usage
    return make(error.sv)


def _words(line: str) -> list[str]:
    """Return the words of a line; what stands in quotes is one."""
    try:
        return shlex.split(line)
    except ValueError as error:
        raise _shown(
            UsageError(
                f"{line!r}: ett citattecken saknas ({error}).", f"{line!r}: a quotation mark is missing ({error})."
            )
        ) from error


def _pair(word: str) -> tuple[str, str]:
    """Return a parameter written as name=value."""
    name, equals, value = word.partition("=")
    if not equals:
        raise UsageError(
            f"{word!r} är ingen parameter: skriv namn=värde, till exempel goal=14.",
            f"{word!r} is no parameter: write name=value, for example goal=14.",
        )
    return name, value
