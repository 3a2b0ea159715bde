"""A form or a column spec that a user named by its file is kept in the workspace, so that its reports can be read again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from samgraf.errors import ProfileError
from samgraf.reports.profile import read_yaml
from samgraf.reports.profile_like import like_path
from samgraf.reports.register_spec import REGISTERS
from samgraf.resources import folder

if TYPE_CHECKING:
    from samgraf.workspace import Workspace

_NAME = re.compile(r"[\w-][\w.-]{0,99}")


def keep_form(workspace: Workspace, wanted: str | None) -> None:
    """Return nothing; copy the file that `--profile` named, with the files it leans on, to the workspace's profiles.

    An id names what is installed or kept already: then there is nothing to do. A profile lies there under the last
    part of its id, a column spec in the folder `register`; a file with the same id takes the former's place.

    Raises:
        ProfileError: the file cannot be read, or its id is no name for a file.
        WorkspaceError: somebody else is writing, or the disk refuses.
    """
    if wanted is None or not wanted.endswith((".yaml", ".yml")) or not Path(wanted).is_file():
        return
    for path in _files(Path(wanted)):
        raw = read_yaml(path)
        place = workspace.profiles_folder / (REGISTERS if _is_spec(raw) else "")
        if path.resolve().parent == place.resolve():
            continue
        workspace.put(place, f"{_name(path, str(raw.get('id', path.stem)))}.yaml", path.read_bytes())
        printed = raw.get("fingerprint")
        if printed and (path.parent / Path(str(printed)).name).is_file():
            name = Path(str(printed)).name
            workspace.put(place, name, (path.parent / name).read_bytes())


def _files(path: Path) -> list[Path]:
    """Return a file and those that it is like, as far as they lie outside the loaders."""
    found = [path]
    while (other := read_yaml(found[-1]).get("like")) is not None:
        base = like_path(found[-1], str(other))
        if base is None or base in found or base.resolve().is_relative_to(folder("loaders").resolve()):
            break
        found.append(base)
    return found


def _is_spec(raw: dict[str, object]) -> bool:
    """Return whether YAML is a column spec: a form has questions, or is like one."""
    return "questions" not in raw and "like" not in raw


def _name(path: Path, identity: str) -> str:
    name = identity.rsplit("/", 1)[-1]
    if not _NAME.fullmatch(name):
        raise ProfileError(
            f"{path}: id {identity[:60]!r} duger inte som filnamn. Använd bokstäver, siffror, punkt och bindestreck.",
            f"{path}: the id {identity[:60]!r} is no name for a file. Use letters, digits, full stop and hyphen.",
        )
    return name
