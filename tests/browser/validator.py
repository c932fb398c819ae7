"""html-validate over files."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from browser.axe import HERE, find_module


def validate(files: Sequence[Path], folder: Path) -> list[str]:
    """Return what html-validate says of files, one line for each problem; the folder is for what it writes."""
    node = shutil.which("node")
    assert node, "these tests need node: apt-get install nodejs npm"
    said = folder / "said.json"  # its standard output loses what does not fit a pipe
    command = [node, str(find_module("html-validate/bin/html-validate.mjs")), "--formatter", f"json={said}"]
    command += ["--config", str(HERE / ".htmlvalidate.mjs"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert said.exists(), done.stdout + done.stderr
    return [
        f"{Path(found['filePath']).name}:{line['line']}: {line['ruleId']}: {line['message']} ({line['selector']})"
        for found in json.loads(said.read_text(encoding="utf-8"))
        for line in found["messages"]
    ]
