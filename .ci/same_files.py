"""Say whether a wheel is the source tree: the same files, byte for byte, none missing and none besides.

    python .ci/same_files.py dist/samgraf-0.1.0-py3-none-any.whl

What is proved in the source tree then holds on the wheel too, but for what depends on where files lie and on how the
program is started: the tests marked `packed`.
"""

from __future__ import annotations

import sys
import tomllib
import zipfile
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def expected(root: Path) -> dict[str, bytes]:
    """Return what a wheel of the tree must hold, by name: the packed folders, the licences and the entry points."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    info = f"{project['project']['name']}-{project['project']['version']}.dist-info"
    found = {
        f"{inside}/{path.relative_to(root / folder).as_posix()}": path.read_bytes()
        for folder, inside in project["tool"]["hatch"]["build"]["targets"]["wheel"]["sources"].items()
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for pattern in project["project"]["license-files"]:
        for path in root.glob(pattern):
            found[f"{info}/licenses/{path.relative_to(root).as_posix()}"] = path.read_bytes()
    return found


def differences(root: Path, wheel: Path) -> list[str]:
    """Return what is not the same, one sentence a file."""
    wanted = expected(root)
    with zipfile.ZipFile(wheel) as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    made = {name for name in found if name.endswith((".dist-info/METADATA", ".dist-info/WHEEL", ".dist-info/RECORD"))}
    starts = {name for name in found if name.endswith(".dist-info/entry_points.txt")}
    told = [f"{name}: is not in the wheel" for name in wanted.keys() - found.keys()]
    told += [f"{name}: is in the wheel only" for name in found.keys() - wanted.keys() - made - starts]
    told += [
        f"{name}: is another file in the wheel" for name in wanted.keys() & found.keys() if wanted[name] != found[name]
    ]
    scripts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    if [_scripts(found[name]) for name in starts] != [scripts]:
        told.append("entry_points.txt: the commands are not those of pyproject.toml")
    return sorted(told)


def _scripts(text: bytes) -> dict[str, str]:
    """Return the commands that a wheel installs, each with the function that it runs."""
    parser = ConfigParser()
    parser.read_string(text.decode("utf-8"))
    return dict(parser["console_scripts"]) if parser.has_section("console_scripts") else {}


def main() -> int:
    """Return 1 if the wheel is not the tree."""
    wheel = Path(sys.argv[1])
    told = differences(ROOT, wheel)
    print("\n".join(told) or f"{wheel.name}: {len(expected(ROOT))} files, the same as in the tree")
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
