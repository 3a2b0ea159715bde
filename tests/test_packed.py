"""What can come out otherwise on the built wheel: where files lie, what is imported by name, how programs are started.

A wheel is the source tree file by file (`.ci/same_files.py`), so that what is proved in the checkout holds there too, but for this.
Tests marked `packed` are run on both.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
import subprocess
import sysconfig
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import samgraf
from samgraf.reports import flat_looks, letter_faces, sureness

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(samgraf.__file__).resolve().parent
TOUCHING = re.compile(
    r"__file__|\bresources\b|PackageLoader|import_module|subprocess\.|get_context|importlib\.metadata|sys\.executable"
)
"""What code says that finds its files, imports by name or starts a program."""
PROVED = {
    "api.py": "test_query_library.py",
    "check_cache.py": "test_check_many.py",
    "check_many.py": "test_check_many.py",
    "cli/__init__.py": "test_cli.py",
    "cli/demo.py": "test_docs.py",
    "cli/doctor.py": "test_cli.py",
    "column_words.py": "test_cli.py",
    "computed.py": "test_query_library.py",
    "drawing/pages.py": "test_docs.py",
    "drawing/raster.py": "test_charts.py",
    "english_labels.py": "test_cli.py",
    "finding_html.py": "test_docs.py",
    "frames.py": "test_notebook.py",
    "kept_forms.py": "test_docs.py",
    "network/sectors.py": "test_docs.py",
    "ontology.py": "test_docs.py",
    "own_findings.py": "test_own_shapes.py",
    "publishing/page.py": "test_docs.py",
    "publishing/term_changes.py": "test_docs.py",
    "question_search.py": "test_cli.py",
    "refdata/status.py": "test_docs.py",
    "reports/flat_looks.py": "test_packed.py",
    "reports/letter_faces.py": "test_packed.py",
    "reports/needles.py": "test_example.py",
    "reports/profile.py": "test_example.py",
    "reports/profile_like.py": "test_docs.py",
    "reports/profile_yaml.py": "test_docs.py",
    "reports/register_spec.py": "test_docs.py",
    "reports/sureness.py": "test_packed.py",
    "resources.py": "test_house.py",
    "rules.py": "test_query_library.py",
    "shapes.py": "test_shapes.py",
    "untrusted.py": "test_sparql_guard.py",
    "web/app.py": "test_reconciliation.py",
    "workspace.py": "test_cli.py",
}
"""The modules that say so, each with the file of tests whose tests marked `packed` run it."""


def test_every_module_that_finds_files_or_starts_programs_is_run_on_the_wheel() -> None:
    """A new one that nobody named would be proved in the checkout only, where everything lies elsewhere."""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if TOUCHING.search(path.read_text("utf-8")) and PACKAGE / "data" not in path.parents
    }

    assert found == set(PROVED)
    unmarked = {name for name in PROVED.values() if "mark.packed" not in (ROOT / "tests" / name).read_text("utf-8")}
    assert unmarked == set()


@pytest.mark.packed
def test_every_module_can_be_imported() -> None:
    """A file that is there is no proof that what it imports is."""
    names = [found.name for found in pkgutil.walk_packages([str(PACKAGE)], "samgraf.")]

    assert len(names) > 200
    for name in names:
        if not name.endswith("__main__"):
            importlib.import_module(name)


@pytest.mark.packed
def test_what_the_program_measured_is_packed_with_it() -> None:
    """These files lie among the modules, and no folder of data holds them."""
    assert sureness.measured()
    assert letter_faces.faces()
    assert flat_looks.likely("Öppna torg", frozenset())


@pytest.mark.packed
def test_the_program_is_installed_by_its_name(tmp_path: Path) -> None:
    """`samgraf` on the command line is a script that the installation makes."""
    script = Path(sysconfig.get_path("scripts")) / "samgraf"
    done = subprocess.run(
        [script, "doctor"], capture_output=True, text=True, check=False, cwd=tmp_path, encoding="utf-8"
    )

    assert done.returncode == 0, done.stderr


def _script() -> ModuleType:
    """Return the program that compares a wheel with the tree."""
    spec = importlib.util.spec_from_file_location("same_files", ROOT / ".ci" / "same_files.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"samgraf/a.py": None}, ["samgraf/a.py: is not in the wheel"]),
        ({"samgraf/data/shapes/b.ttl": b"B"}, ["samgraf/data/shapes/b.ttl: is another file in the wheel"]),
        ({"samgraf/c.py": b""}, ["samgraf/c.py: is in the wheel only"]),
        ({"x-1.dist-info/entry_points.txt": b"[console_scripts]\n"}, ["entry_points.txt: the commands are not those of pyproject.toml"]),
    ],
    ids=["the same", "missing", "changed", "besides", "no program"],
)  # fmt: skip
def test_a_wheel_that_is_not_the_tree_is_told(
    changes: dict[str, bytes | None], told: list[str], tmp_path: Path
) -> None:
    """Most tests are run on the checkout only; that is enough for as long as the wheel holds the same files."""
    tree = {"src/samgraf/a.py": b"a", "src/samgraf/__pycache__/a.pyc": b"x", "shapes/b.ttl": b"b", "LICENSE": b"l"}
    tree["pyproject.toml"] = b"""
        project = {name = "x", version = "1", license-files = ["LICENSE"], scripts = {x = "x:main"}}
        [tool.hatch.build.targets.wheel.sources]
        "src/samgraf" = "samgraf"
        "shapes" = "samgraf/data/shapes"
    """
    for name, data in tree.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    packed: dict[str, bytes | None] = {
        "samgraf/a.py": b"a",
        "samgraf/data/shapes/b.ttl": b"b",
        "x-1.dist-info/licenses/LICENSE": b"l",
        "x-1.dist-info/METADATA": b"",
        "x-1.dist-info/entry_points.txt": b"[console_scripts]\nx = x:main\n",
    }
    with zipfile.ZipFile(tmp_path / "x.whl", "w") as wheel:
        for name, held in (packed | changes).items():
            if held is not None:
                wheel.writestr(name, held)

    assert _script().differences(tmp_path, tmp_path / "x.whl") == told
