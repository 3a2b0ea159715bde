"""The house: what is packed, what is importable, and that no file tells of the machine it was written on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from samgraf import resources

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FOLDERS = ("ontology", "shapes", "loaders", "queries", "examples")
KINDS = {"ontology": "*.ttl", "shapes": "*.ttl", "loaders": "*.yaml", "queries": "*.rq", "examples": "*.docx"}
SKIPPED = {".git", ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__", "samgraf-demo"}
ON_WHEEL = os.environ.get("SAMGRAF_TESTED") == "wheel"


def _texts() -> list[Path]:
    """Return the files of the project that are text."""
    found = []
    for folder, names, files in os.walk(ROOT):
        names[:] = sorted(name for name in names if name not in SKIPPED)
        found += [
            Path(folder) / name
            for name in files
            if name not in SKIPPED and not name.endswith((".pdf", ".docx", ".pyc", ".nq", ".xlsx", ".zip"))
        ]
    return found


@pytest.mark.packed
@pytest.mark.parametrize("name", FOLDERS)
def test_a_data_folder_is_found_and_not_empty(name: resources.Folder) -> None:
    """In a checkout it lies beside src, in a wheel inside the package; both must be found."""
    place = resources.folder(name)

    assert len(list(place.rglob(KINDS[name]))) >= 1


def test_every_data_folder_travels_in_the_wheel() -> None:
    """A folder that is forgotten in the list works in the checkout and nowhere else."""
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert set(wheel["only-include"]) == {"src/samgraf", *FOLDERS}
    assert wheel["sources"] == {"src/samgraf": "samgraf", **{name: f"samgraf/data/{name}" for name in FOLDERS}}


@pytest.mark.packed
@pytest.mark.skipif(not ON_WHEEL, reason="asked of the installed wheel only")
def test_the_package_under_test_is_the_wheel() -> None:
    """Tests on the wheel prove nothing if they import the checkout."""
    assert "site-packages" in str(Path(resources.__file__))
    assert resources.folder("shapes").parent.name == "data"


@pytest.mark.parametrize("name", ["ontology", "shapes", "loaders", "queries", "benchmarks", "tests", "docs"])
def test_a_data_folder_is_no_module(name: str) -> None:
    """Only samgraf may be imported, or a folder would shadow somebody's package."""
    asked = subprocess.run(
        [sys.executable, "-P", "-c", f"import {name}, os; print({name}.__file__ or list({name}.__path__))"],
        capture_output=True, text=True, check=False, cwd=ROOT.parent,
    )  # fmt: skip

    assert asked.returncode != 0 or str(ROOT) not in asked.stdout


@pytest.mark.parametrize("name", [*FOLDERS, "docs", "tests", "benchmarks"])
def test_a_folder_explains_itself(name: str) -> None:
    """Who opens a folder must be told what is in it, how to add to it and what checks it."""
    assert (ROOT / name / "README.md").is_file()


def test_no_file_names_the_machine_it_was_written_on() -> None:
    """A path or a mirror of one machine breaks every other."""
    private = re.compile(
        r"/(?:work|root|home/\w+)/\S|/tmp/\w+/|https?://[\w.-]*(?:mirror|proxy|nexus|artifactory)[\w.-]*|index-url"
    )
    here = Path(__file__).resolve()
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in _texts()
        if path.resolve() != here
        for match in [private.search(path.read_text("utf-8", errors="replace"))]
        if match
    ]

    assert not found


def test_the_licences_are_here_in_full() -> None:
    """A licence that is only named is not given."""
    licence = (ROOT / "LICENSE").read_text("utf-8")

    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "Appendix" in licence
    assert "CC0 1.0 Universal" in (ROOT / "LICENSES" / "CC0-1.0.txt").read_text("utf-8")


def test_the_check_of_everything_can_be_started() -> None:
    """A script without its executable bit is found out on the day it is needed."""
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_every_exception_from_a_lint_rule_has_its_reason() -> None:
    """A rule that is off without a reason stays off for ever."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lint = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.flake8")]
    rules = [line for line in lint.splitlines() if re.match(r'\s+"[A-Z]+\d*",', line)]

    assert len(rules) >= 10
    assert [line for line in rules if "#" not in line] == []
