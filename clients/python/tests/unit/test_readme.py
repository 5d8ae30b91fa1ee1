"""The first program of the README runs as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from ..servers import Server

README = Path(__file__).parents[2] / "README.md"
LONGEST = 15


def test_the_quick_start_runs_as_written(server: Server, tmp_path: Path) -> None:
    found = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    program = found[1]
    assert len(program.splitlines()) <= LONGEST
    (tmp_path / "README.md").write_bytes(README.read_bytes())
    (tmp_path / "start.py").write_text(program.replace("127.0.0.1:50051", server.address), encoding="utf-8")
    source = str(README.parent / "src")
    done = subprocess.run(
        [sys.executable, "start.py"],
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": source},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "remember the milk" in done.stdout
    assert (tmp_path / "copy.md").read_bytes() == README.read_bytes()
