"""Run the examples that stand in the documents, and write their outputs again.

    python docs/examples.py            # say which outputs are not what the document says
    python docs/examples.py --write    # put the real outputs there

An example is a fenced block marked `console`: a line that begins with "$ samgraf" is a command, what follows
is its output (stdout, then stderr). A line that is only "…" stands for any number of lines; an output that is
nothing else is one not written yet. The blocks of one document share a folder, in which `rapport.docx` is the
example report, `register.xlsx` the example register, `mall.docx` an empty form and `mal.csv` a list of goals, both
invented.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^```turtle (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block of Turtle with a file's name after it: the examples find the file in their folder."""
ANY = "…"
MENDED = (
    b"Se svaret under 3.2.",
    "Hela länet omfattas: i Sala och Heby prövas mobila tjänster för landsbygden, i Västerås stadsdelskontor.".encode(),
)
"""What stands in an answer of the example report, and what stands there in its new version."""
LONGEST = 70
"""An output of more lines is shown to its first forty."""

SETTINGS = {"PYTHONUTF8": "1", "COLUMNS": "100", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1706745600"}
"""The environment that the examples are run in."""
UNSET = ("SAMGRAF_WORKSPACE", "SAMGRAF_LANG")
"""What a person may have set for herself, and the examples must not see."""
WHOLE = "samgraf demo"
"""The command whose output is shown as a whole: the README promises it."""


@dataclass(frozen=True)
class Example:
    """A command of a document and the output that the document shows."""

    command: str
    output: str


def examples(text: str) -> list[Example]:
    """Return the examples of a document in their order."""
    found = []
    for block in BLOCK.finditer(text):
        for piece in re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]:
            command, _, output = piece.partition("\n")
            found.append(Example(command, output.rstrip("\n")))
    return found


def prepare(folder: Path, text: str = "") -> None:
    """Return nothing; lay out the files that the examples name, and those that the document `text` shows.

    `ny.docx` is `rapport.docx` with one answer mended.
    """
    report = ROOT / "examples" / "vastmanland-2023.docx"
    shutil.copy(report, folder / "rapport.docx")
    shutil.copy(ROOT / "examples" / "insatser-register.xlsx", folder / "register.xlsx")
    with zipfile.ZipFile(report) as old, zipfile.ZipFile(folder / "ny.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(*MENDED))
    for block in FILE.finditer(text):
        path = folder / block[1]
        path.parent.mkdir(exist_ok=True)
        path.write_text(block[2], "utf-8")
    for name in ("mall.docx", "mal.csv"):
        shutil.copy(ROOT / "examples" / name, folder / name)


_STILL = re.compile(r": (?:läser fortfarande|still reading) \(.* s\) …$")


def arguments(command: str) -> list[str]:
    """Return what an example says after the program's name.

    Raises:
        ValueError: the command is not samgraf's.
    """
    program, *rest = shlex.split(command)
    if program != "samgraf":
        raise ValueError(f"an example may only run samgraf, not {program!r}")
    return rest


def shown(printed: str) -> str:
    """Return what a document shows of an output: not that the program still reads, which a busy machine is told."""
    lines = (line.rstrip() for line in printed.split("\n"))
    return "\n".join(line for line in lines if not _STILL.search(line)).rstrip("\n")


def run(command: str, folder: Path) -> str:
    """Return what a command prints in a process of its own, stdout and then stderr."""
    environment = {name: value for name, value in os.environ.items() if name not in UNSET} | SETTINGS
    done = subprocess.run(
        [sys.executable, "-m", "samgraf", *arguments(command)],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    return shown(done.stdout + done.stderr)


def agrees(expected: str, actual: str) -> bool:
    """Return whether an output is what the document shows."""
    lines = [".*" if line == ANY else re.escape(line) for line in expected.split("\n")]
    return re.fullmatch("\n".join(lines), actual, re.DOTALL) is not None


def written_again(text: str, folder: Path) -> str:
    """Return the document with the outputs that its commands print now."""
    prepare(folder, text)
    for example in examples(text):
        actual = run(example.command, folder)
        if example.output == ANY or not agrees(example.output, actual):
            lines = actual.split("\n")
            actual = actual if len(lines) <= LONGEST or WHOLE in example.command else "\n".join([*lines[:40], ANY])
            before = f"$ {example.command}\n{example.output}".rstrip("\n")
            text = text.replace(before, f"$ {example.command}\n{actual}".rstrip("\n"), 1)
    return text


def main() -> int:
    """Return 1 if a document shows something else than what is printed."""
    stale = []
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            again = written_again(text, Path(folder))
        if again != text:
            stale.append(path.name)
            if "--write" in sys.argv:
                path.write_text(again, "utf-8")
    print("\n".join(stale) or "every example prints what its document shows")
    return int(bool(stale) and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
