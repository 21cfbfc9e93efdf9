"""The folder a demo writes to: only what an earlier demo made there is ever replaced.

A list of its own files lies in the folder. Where there is no such list, the folder must be empty
or new.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from facilitator.errors import Refused
from facilitator.whole_files import cannot_write, whole_file

LIST = "made-by-demo.json"


def clear(folder: Path) -> None:
    """Make the folder ready; removes what an earlier demo made. Refused: ``demo-folder-taken``."""
    made = _read_list(folder)
    if made is None and folder.exists() and any(folder.iterdir()):
        raise Refused("demo-folder-taken", path=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in made or ():
            path = folder / name
            # The list is a file that anybody may have written: nothing outside is touched.
            if path.resolve().parent != folder.resolve():
                raise Refused("demo-folder-taken", path=str(folder))
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    except OSError as trouble:
        raise cannot_write(folder, trouble) from trouble


def remember(folder: Path, names: Iterable[str]) -> None:
    """Write down which files and folders directly in `folder` are the demo's own."""
    with whole_file(folder / LIST) as stream:
        stream.write(json.dumps({"made": sorted(names)}, ensure_ascii=False).encode())


def _read_list(folder: Path) -> list[str] | None:
    try:
        content = json.loads((folder / LIST).read_text(encoding="utf-8"))
        return [str(name) for name in content["made"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
