"""The commands: help in two languages, exit codes, errors without tracebacks, and what they print."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from form_reports import Layout, text_report

from samgraf import cli
from samgraf.answers import Answer
from samgraf.cli.answering import _slim
from samgraf.cli.patience import patience
from samgraf.cli.setting import Setting, each_file
from samgraf.errors import LockedError, ReadError
from samgraf.parameters import Text
from samgraf.reports.profile import load_profiles

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "vastmanland-2023.docx"
COMMANDS = list(cli.COMMANDS)

pytestmark = pytest.mark.packed


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may write into the checkout, or listen to the machine's settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAMGRAF_WORKSPACE", raising=False)
    monkeypatch.delenv("SAMGRAF_LANG", raising=False)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a workspace that holds the example report."""
    place = tmp_path_factory.mktemp("data") / "arbetsyta"
    assert cli.main(["--workspace", str(place), "build", str(EXAMPLE)]) == 0
    return str(place)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_teaches_itself(name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Help without an example leaves a beginner where she was."""
    assert cli.main(["--lang", lang, name, "--help"]) == 0
    text = capsys.readouterr().out

    assert f"  samgraf {name}" in text.replace("--workspace rapporter2023 ", "").replace("--lang en ", "")
    assert ("Användning:" if lang == "sv" else "Usage:") in text


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is not listed does not exist for most people."""
    assert cli.main(["--help"]) == 0
    text = capsys.readouterr().out

    assert all(f"  {name} " in text for name in COMMANDS)


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """The first thing anyone types is the name alone."""
    assert cli.main([]) == 0

    assert "Kommandon" in capsys.readouterr().out


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    """A report of a fault begins with it."""
    assert cli.main(["--version"]) == 0

    assert capsys.readouterr().out.startswith("samgraf 0.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["byggg"], "byggg"),
        (["build"], "saknas"),
        (["build", "--yeer", "2023", "x"], "--yeer"),
        (["build", "--year", "i fjol", "x"], "--year"),
        (["doctor", "extra"], "extra"),
        (["bild"], "finns inte. Menade du build?"),
        (["goals", "mal.csv"], "'mal.csv' finns inte"),
        (["doctor", "--lang", "en"], "ska stå före kommandot: samgraf --lang … doctor"),
        (["network", "foo"], "är inget av"),
        (["serve", "--port", "1x"], "är inget heltal"),
        (["serve", "--port", "99999"], "99999 ligger inte mellan 1 och 65535"),
        (["review", "export", "--limit", "0", "x.xlsx"], "0 är för litet: minst 1"),
        (["check", "--shapes", "ingen", "x"], "mappen 'ingen' finns inte"),
        (["--workspace", sys.executable, "doctor"], "är en fil, inte en mapp"),
        (["check", "--out", ".", "x"], "är en mapp, inte en fil"),
    ],
    ids=[
        "no such command",
        "no file",
        "misspelt option",
        "no year",
        "too much",
        "misspelt command",
        "a file for a command",
        "an option of the program",
        "no such view",
        "no number",
        "out of range",
        "too small",
        "no such folder",
        "a file for a folder",
        "a folder for a file",
    ],
)
def test_wrong_usage_is_told_in_swedish(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is the user's first meeting with the program, and exit code 2 tells scripts."""
    assert cli.main(arguments) == 2
    shown = capsys.readouterr()

    assert shown.out == ""
    assert shown.err.startswith("Fel: ")
    assert said in shown.err
    assert "--help" in shown.err


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt name is the commonest of all errors."""
    assert cli.main(["build", "finns-inte.docx"]) == 3

    assert "finns-inte.docx" in capsys.readouterr().err


def test_a_bad_file_does_not_stop_the_others(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One of 21 reports is always broken."""
    (tmp_path / "trasig.docx").write_bytes(b"inte en zip")
    place = str(tmp_path / "data")

    assert cli.main(["--workspace", place, "build", str(tmp_path / "trasig.docx"), str(EXAMPLE)]) == 3
    shown = capsys.readouterr()
    assert "Region Västmanland, 2023" in shown.out
    assert "trasig.docx" in shown.err
    assert "Traceback" not in shown.err


def test_build_says_what_it_read(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads in a report must see at once if something went missing."""
    assert cli.main(["--workspace", workspace, "build", str(EXAMPLE)]) == 0
    text = capsys.readouterr().out

    assert "Region Västmanland, 2023 (oförändrad)" in text
    assert "villkorsbeslut/2023" in text
    assert "insatser  21" in text
    assert "% belägg" in text


def test_check_finds_the_known_gaps(capsys: pytest.CaptureFixture[str]) -> None:
    """They are what the example is for."""
    assert cli.main(["check", str(EXAMPLE), "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    found = {(finding["rule"], finding["question"]) for finding in findings}

    assert ("SG-C03", "8.2") in found
    assert ("SG-C04", "10.3.no") in found
    assert {("SG-C02", "3.3"), ("SG-C02", "10.4")} <= found
    assert sum(finding["rule"] == "SG-C08" for finding in findings) == 9
    assert [finding["insats"] for finding in findings if finding["rule"] == "SG-C07"] == [
        "Trails of Västmanland - expansion"
    ]


def test_check_of_a_file_stores_nothing(tmp_path: Path) -> None:
    """An analyst tries a draft many times before it is a report."""
    cli.main(["check", str(EXAMPLE)])

    assert list(tmp_path.iterdir()) == []


def test_check_without_files_checks_the_workspace(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is the same report, so it has the same findings."""
    cli.main(["check", str(EXAMPLE), "--format", "json"])
    of_file = capsys.readouterr().out

    assert cli.main(["--workspace", workspace, "check", "--format", "json"]) == 1
    assert capsys.readouterr().out == of_file


def test_check_writes_a_shacl_report(capsys: pytest.CaptureFixture[str]) -> None:
    """Other programs read that one."""
    cli.main(["check", str(EXAMPLE), "--format", "ttl"])
    text = capsys.readouterr().out

    assert "sh:ValidationReport" in text
    assert "[" not in text.replace("]", "[").split("sh:result")[0]


def test_ask_lists_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody remembers the names."""
    assert cli.main(["ask"]) == 0

    assert "actors-on-goals" in capsys.readouterr().out


def test_ask_answers_in_the_w3c_form(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Any SPARQL tool reads it."""
    assert cli.main(["--workspace", workspace, "ask", "insatser", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)

    assert {"region", "year", "question", "insats", "name", "start", "end", "basis", "funding"} <= set(
        answer["head"]["vars"]
    )
    assert len({row["insats"]["value"] for row in answer["results"]["bindings"]}) == 21


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_question_to_the_user_ends_as_one(workspace: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A region that is misspelt comes with the one that was meant."""
    assert cli.main(["--lang", lang, "--workspace", workspace, "ask", "insatser", "region=Vestmanland"]) == 2
    assert capsys.readouterr().err.endswith("?\n")


def test_a_sheet_that_cannot_be_written_is_no_misuse(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3 as for every other file that cannot be written."""
    (tmp_path / "fil").write_text("x", "utf-8")

    assert cli.main(["--workspace", workspace, "review", "export", str(tmp_path / "fil" / "x.xlsx")]) == 3
    assert "kunde inte skriva (en fil med det namnet finns redan)" in capsys.readouterr().err


def test_an_unknown_question_is_told(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what to do instead."""
    assert cli.main(["--workspace", workspace, "ask", "actors-on-goal"]) == 2

    assert "actors-on-goals" in capsys.readouterr().err


def test_sparql_asks_the_graph(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The library is never enough for everyone."""
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?entry a sg:InsatsEntry }"

    assert cli.main(["--workspace", workspace, "sparql", query, "--format", "csv"]) == 0
    assert capsys.readouterr().out.split() == ["n", "21"]


def test_sparql_reads_a_file_too(workspace: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Queries worth keeping are kept in files."""
    (tmp_path / "fråga.rq").write_text("ASK { ?entry a sg:InsatsEntry }", "utf-8")

    assert cli.main(["--workspace", workspace, "sparql", "fråga.rq", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["boolean"] is True


def test_sparql_that_is_none_is_wrong_usage(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in a query is no fault of ours."""
    assert cli.main(["--workspace", workspace, "sparql", "SELEKT * WHERE {}"]) == 2

    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("form", ["trig", "nq", "ttl", "jsonld"])
def test_export_writes_what_can_be_read_again(form: str, workspace: str, tmp_path: Path) -> None:
    """What leaves must hold as much as what stays."""
    formats = {"trig": "TRIG", "nq": "N_QUADS", "ttl": "TURTLE", "jsonld": "JSON_LD"}
    out = tmp_path / f"ut.{form}"
    assert cli.main(["--workspace", workspace, "export", "--format", form, "--out", str(out)]) == 0
    held = (Path(workspace) / "graphs" / "19-2023.nq").read_bytes()
    stored = {quad.triple for quad in pyoxigraph.parse(held, pyoxigraph.RdfFormat.N_QUADS)}
    written = {quad.triple for quad in pyoxigraph.parse(out.read_bytes(), getattr(pyoxigraph.RdfFormat, formats[form]))}

    assert written == stored


def test_export_gives_the_same_bytes_every_time(workspace: str, tmp_path: Path) -> None:
    """Or a version control shows changes where there are none."""
    for name in ("a", "b"):
        cli.main(["--workspace", workspace, "export", "--out", str(tmp_path / name)])

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_export_refuses_an_ending_of_no_format(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """TriG in a file that is called something else is opened by nothing."""
    out = tmp_path / "allt.rdfx"

    assert cli.main(["--workspace", workspace, "export", "--out", str(out)]) == 2
    assert "--format" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_file_is_written_to_and_never_replaced(workspace: str, tmp_path: Path) -> None:
    """--out /dev/stdout is a habit, and a device that has become a file breaks the machine."""
    pipe = tmp_path / "ror.trig"
    os.mkfifo(pipe)
    copy = "import sys, pathlib; sys.stdout.buffer.write(pathlib.Path(sys.argv[1]).read_bytes())"
    with subprocess.Popen([sys.executable, "-c", copy, str(pipe)], stdout=subprocess.PIPE) as reader:
        assert cli.main(["--workspace", workspace, "export", "--out", str(pipe)]) == 0
        told = reader.communicate(timeout=20)[0]

    assert b"sg:InsatsEntry" in told
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout here")
def test_a_reader_that_has_left_is_no_fault(workspace: str) -> None:
    """--out /dev/stdout | head: nothing is wrong, as without --out."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "samgraf", "--workspace", workspace, "export", "--out", "/dev/stdout"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_damaged_graph_says_where_its_source_lies(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command that is told works from where the user stands."""
    place = tmp_path / "arbetsyta"
    shutil.copytree(workspace, place)
    (place / "graphs" / "19-2023.nq").write_text("", "utf-8")

    assert cli.main(["--workspace", str(place), "export"]) == 3
    source = capsys.readouterr().err.rpartition("samgraf build ")[2].strip().removesuffix(".")
    assert Path(source).is_file()
    assert cli.main(["--workspace", str(place), "build", source]) == 0
    assert capsys.readouterr().out.startswith("vastmanland-2023.docx: Region Västmanland, 2023")
    assert (place / "graphs" / "19-2023.nq").read_bytes() == (Path(workspace) / "graphs" / "19-2023.nq").read_bytes()
    assert cli.main(["--workspace", str(place), "export", "--out", str(tmp_path / "allt.nq")]) == 0


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_no_fault_of_ours(unbuffered: str) -> None:
    """The answer goes into a file by the shell, and the disk is full, whether Python keeps it back or not."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "samgraf", "ask"],
            stdout=full, stderr=subprocess.PIPE, check=False, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip

    assert done.returncode == 3
    assert done.stderr.decode() == "Kunde inte skriva: disken är full. Ge plats och kör igen.\n"


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_closed_stream_is_no_fault(closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program started by another may have no output at all (>&-)."""
    monkeypatch.setattr(sys, closed, None)

    assert cli.main(["--version"]) == 0
    getattr(sys, closed).close()


@pytest.mark.parametrize(("lang", "said"), [("sv", "mappen finns inte"), ("en", "no such file or folder")])
def test_the_system_speaks_the_language_chosen(lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A query that is a misspelt file met the system's own words."""
    assert cli.main(["--lang", lang, "sparql", "finns-inte.rq"]) == 3
    told = capsys.readouterr().err

    assert said in told
    assert "Errno" not in told


def test_doctor_finds_all_whole(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer people hope for."""
    assert cli.main(["--workspace", workspace, "doctor"]) == 0
    text = capsys.readouterr().out

    assert "19-2023" in text
    assert text.rstrip().endswith("Allt är helt.")


def test_doctor_finds_a_damaged_graph(workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A check that cannot fail proves nothing."""
    place = tmp_path / "kopia"
    shutil.copytree(workspace, place)
    graph = place / "graphs" / "19-2023.nq"
    graph.write_bytes(graph.read_bytes()[:-20])

    assert cli.main(["--workspace", str(place), "doctor"]) == 1
    assert "graphs/19-2023.nq" in capsys.readouterr().out


def test_an_internal_fault_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A traceback tells an analyst nothing but that something is badly wrong."""
    monkeypatch.setattr("samgraf.cli.doctor._program", lambda _setting: 1 // 0)

    assert cli.main(["doctor"]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "--debug" in said


def test_an_error_of_ours_has_its_own_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And speaks the language that was asked for."""

    def locked(_setting: object) -> int:
        raise LockedError("Någon annan skriver.", "Somebody else is writing.")

    monkeypatch.setattr("samgraf.cli.doctor._program", locked)

    assert cli.main(["--lang", "en", "doctor"]) == 3
    assert capsys.readouterr().err == "Somebody else is writing.\n"


def test_help_imports_no_engine() -> None:
    """A cold start that loads what it does not use is felt at every command."""
    code = "import sys; from samgraf.cli import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")

    assert not [
        name for name in ("rdflib", "pyshacl", "pyoxigraph", "mammoth", "rich", "yaml") if f"'{name}'" in done.stderr
    ]


def test_output_is_utf8_whatever_the_locale() -> None:
    """A Swedish letter must not stop the program on a machine set up in another way."""
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-m", "samgraf", "--help"], capture_output=True, check=True, env=environment)

    assert "Läs regionernas" in done.stdout.decode("utf-8")


def test_a_region_that_is_none_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No file is to blame: the option is."""
    assert cli.main(["--workspace", str(tmp_path / "w"), "build", str(EXAMPLE), str(EXAMPLE), "--region", "99"]) == 2
    told = capsys.readouterr().err

    assert told.count("99") == 1
    assert "19 Region Västmanland" in told


def _for_ever() -> None:
    while True:
        pass


def test_long_reading_is_told_and_ended(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A file that takes more time than any report does must neither be read in silence nor for ever."""
    path = tmp_path / "lång.txt"
    path.write_text("a" * 250_000, encoding="utf-8")

    with pytest.raises(ReadError, match="avbröts efter 1 sekunders räknande"), patience(path, "sv", most=1, first=0.1):
        _for_ever()
    assert f"{path}: läser fortfarande (0,2 MB, 0 s) …" in capsys.readouterr().err


def test_long_reading_is_ended_in_the_background_too(tmp_path: Path) -> None:
    """A shell lets what it runs in the background ignore the keyboard; the bound holds there as well."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(ReadError), patience(tmp_path / "lång.txt", "sv", most=1, first=0.1):
            _for_ever()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_small_file_that_takes_long_has_a_size(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Nothing is 0.0 MB."""
    path = tmp_path / "kort.txt"
    path.write_text("a" * 25_000, encoding="utf-8")

    with pytest.raises(ReadError), patience(path, "en", most=1, first=0.1):
        _for_ever()
    assert f"{path}: still reading (25 kB, 0 s) …" in capsys.readouterr().err


def test_reading_that_soon_ends_says_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Most files take a second: a line for each would be noise."""
    with patience(tmp_path / "kort.txt", "sv"):
        pass

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["build", str(EXAMPLE), "--profile", "vilkorsbeslut/2023"], "Menade du villkorsbeslut/2023? De som finns: villkorsbeslut/2021"),
        (["network", "--region", "99"], "--region 99: ingen sådan region; skriv länskod"),
        (["chart", "goals-insatser", "--year", "nu"], "--year nu: "),
        (["ask", "actors-on-goals", "region=Narnia"], "region='Narnia': ingen sådan region; skriv länskod"),
        (["ask", "actors-on-goals", "region=Vastmanlnd"], "menade du Västmanland?"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_by_the_option_it_was_given_with(
    args: list[str], told: str, workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody knows which questions of the library a picture is made from, and "Narnia" is not like "Dalarna"."""
    assert cli.main(["--workspace", workspace, *args]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"), [("manifest.json", "{"), ("samgraf.toml", "format ="), ("samgraf.toml", "\udcff")]
)
def test_a_broken_file_of_the_workspace_is_told_in_swedish(
    name: str, content: str, workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python's own words for it are English."""
    place = tmp_path / "arbetsyta"
    shutil.copytree(workspace, place)
    (place / name).write_bytes(content.encode("utf-8", "surrogateescape"))

    assert cli.main(["--workspace", str(place), "ask", "insatser"]) == 3
    told = capsys.readouterr().err
    assert "det är inte giltig " in told or "texten är inte UTF-8" in told
    assert not {"line", "column", "Invalid", "codec"} & set(told.split())


def test_the_answers_that_are_counted_are_told_as_questions_and_follow_ups(
    workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """38 answers where the form has 34 questions, and 33 that must be answered, look like a fault."""
    cli.main(["--workspace", workspace, "build", str(EXAMPLE)])

    assert "38 (34 frågor och 4 följdfrågor): " in capsys.readouterr().out
    cli.main(["check", str(EXAMPLE)])
    assert "Besvarade frågor per avsnitt (utan följdfrågor och frivilliga frågor)" in capsys.readouterr().out


def test_kinds_and_roles_are_english_in_english(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An English table with "kommun" in it is half a translation."""
    cli.main(["--workspace", workspace, "--lang", "en", "ask", "insats-actors", "--format", "md"])
    table = capsys.readouterr().out

    assert "municipality" in table
    assert "interest organisation" in table
    assert "intresseorganisation" not in table
    cli.main(["--workspace", workspace, "--lang", "en", "ask", "insats-actors", "--format", "csv"])
    assert "intresseorganisation" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("question", "english", "swedish"),
    [
        ("insats-goals", ["target"], ["delmål", "område"]),
        ("references", ["no"], ["nej", "ja"]),
        ("results-basis", ["not stated"], ["ej angiven"]),
        ("money", ["granted"], ["beviljat"]),
        ("insats-results", ["output", "effect"], ["prestation", "effekt"]),
    ],
)
def test_the_words_of_the_queries_are_english_in_english(
    question: str, english: list[str], swedish: list[str], workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What we write in a cell is translated; what a report says never is."""
    cli.main(["--workspace", workspace, "--lang", "en", "ask", question, "--format", "md"])
    cells = {cell.strip() for line in capsys.readouterr().out.split("\n") for cell in line.split("|")}

    assert set(english) <= cells
    assert not cells & set(swedish)


def test_a_pipe_that_nobody_reads_fails_no_file() -> None:
    """`samgraf build … | head`: the file was read, and is no fault of ours."""

    def told(_path: Path) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        each_file([Path("rapport.txt")], Setting(lang="sv", workspace=None, debug=False), told)


def test_numbers_stay_in_the_rows_of_a_table() -> None:
    """At the foot "insatser 1" is read as a sum."""
    number, region, year = pyoxigraph.Literal(1), pyoxigraph.Literal("Region Gotland"), pyoxigraph.Literal(2023)
    rows = ((region, year, pyoxigraph.Literal("a"), number), (region, year, pyoxigraph.Literal("b"), number))
    slim, same = _slim(Answer("x", Text("x", "x"), ("region", "year", "goal", "insatser"), rows), "sv")

    assert slim.columns == ("goal", "insatser")
    assert same == ["region Region Gotland", "år 2023"]


def test_what_makes_a_reading_doubtful_is_told_when_a_file_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report of six questions in a guessed form has few findings, and is far from whole."""
    profile = next(one for one in load_profiles() if 2024 in one.years)
    few = replace(profile, questions=profile.questions[:7])
    path = tmp_path / "rapport.txt"
    path.write_text(text_report(few, Layout(year=2024)), encoding="utf-8")
    cli.main(["--lang", "sv", "check", str(path)])
    told = capsys.readouterr().err

    assert "rapport.txt: obs: Frågor i profilen villkorsbeslut/2024 som inte finns i rapporten" in told
    assert profile.questions[-1].number in told


def test_a_part_of_a_report_is_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half a file is no document of another kind."""
    profile = next(one for one in load_profiles() if 2024 in one.years)
    path = tmp_path / "halv.txt"
    path.write_text(text_report(replace(profile, questions=profile.questions[:3]), Layout(year=2024)), encoding="utf-8")

    assert cli.main(["--lang", "sv", "check", str(path)]) == 3
    assert (
        f"bara 3 av mallens {len(profile.questions)} frågor finns i den. Är filen avkortad" in capsys.readouterr().err
    )


def test_a_reading_that_found_far_less_than_the_one_before_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A cut file of the same region and year takes the whole one's place, and nobody would see it."""
    profile = next(one for one in load_profiles() if 2023 in one.years)
    whole = text_report(profile, Layout())
    for name, text in (("hel.txt", whole), ("halv.txt", whole[: len(whole) // 2])):
        (tmp_path / name).write_text(text, "utf-8")
    build = ["--workspace", str(tmp_path / "ws"), "build", "--region", "13", "--year", "2023"]

    assert cli.main([*build, "hel.txt"]) == 0
    assert "obs" not in capsys.readouterr().err
    assert cli.main([*build, "halv.txt"]) == 0
    told = capsys.readouterr().err
    assert "halv.txt: obs: här lästes mycket mindre än i hel.txt, som den ersatte: " in told
    kept = Path(told.rpartition("den finns kvar som ")[2].strip().rstrip("."))
    assert kept.read_text("utf-8") == whole
    assert cli.main([*build, "hel.txt"]) == 0
    assert "mycket mindre" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("question", "name", "begins"),
    [
        (["money"], "m.csv", b"region,year,"),
        (["money"], "m.json", b"{"),
        (["money"], "m.tsv", b"?region"),
        (["money"], "m.md", b"30 belopp"[2:]),
        (["money"], "m.xlsx", b"PK"),
        (["money", "--format", "csv"], "m.txt", b"region,year,"),
        (["iati"], "i.ttl", b"@prefix"),
        (["iati"], "i.nt", b"<https://"),
    ],
)
def test_an_answer_is_written_to_a_file_in_the_form_of_its_ending(
    question: list[str], name: str, begins: bytes, workspace: str, tmp_path: Path
) -> None:
    """A person wants a file to open, and need not know how to redirect."""
    assert cli.main(["--workspace", workspace, "ask", *question, "--out", str(tmp_path / name)]) == 0
    assert begins in (tmp_path / name).read_bytes()[:80]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["money", "--out", "m.ttl"], "skriv --format (csv, json, tsv, md, xlsx)"),
        (["iati", "--out", "i.csv"], "svaret är en graf. Välj en fil som slutar på .ttl eller .nt."),
        (["money", "--format", "xlsx"], "xlsx behöver --out FIL."),
    ],
)
def test_a_file_that_cannot_hold_the_answer_is_wrong_usage(
    arguments: list[str], said: str, workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written in a form that nobody asked for."""
    assert cli.main(["--workspace", workspace, "ask", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_an_answer_that_is_a_graph_says_what_it_is(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines of addresses tell a person nothing; stdout stays for programs."""
    assert cli.main(["--workspace", workspace, "ask", "cids"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("<https://")
    assert "svaret är en graf" in err


def test_people_read_words_over_columns_and_programs_names(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    """English names in a Swedish table are for those who write queries."""
    heads = {}
    for lang, form in (("sv", "table"), ("en", "table"), ("sv", "md"), ("sv", "csv")):
        assert cli.main(["--workspace", workspace, "--lang", lang, "ask", "money", "--format", form]) == 0
        heads[lang, form] = capsys.readouterr().out

    assert "belopp (kr)" in heads["sv", "table"]
    assert "amount (SEK)" in heads["en", "table"]
    assert "| belopp (kr) |" in heads["sv", "md"]
    assert "amountSEK" in heads["sv", "csv"]
