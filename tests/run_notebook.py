"""Run the cells of a notebook in IPython, as `python run_notebook.py FILE`; print what each shows; stop at the first that fails."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

if __name__ == "__main__":
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell(config=config)
    for cell in json.loads(Path(sys.argv[1]).read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            result = shell.run_cell("".join(cell["source"]))
            shown = getattr(result.result, "_repr_html_", lambda result=result: repr(result.result))()
            sys.stdout.write(json.dumps({"cell": cell["id"], "ok": result.success, "shown": shown}, default=str) + "\n")
            if not result.success:
                sys.exit(1)
