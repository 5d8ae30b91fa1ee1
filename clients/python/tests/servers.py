"""Real servers for tests, on free ports, and the proxy that stands before them."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
SCENARIOS = ROOT / "clients" / "scenarios"
#: How long anything may take to start.
BOUND = 30.0


def binary() -> str:
    """The server under test; run-tests names it."""
    found = os.environ.get("ARTIGRID_TEST_BIN")
    if not found:
        raise RuntimeError("ARTIGRID_TEST_BIN names no server; run the tests by clients/python/run-tests BIN")
    return found


class Process:
    """A child that is spoken with by lines, and is gone at the end."""

    def __init__(self, command: list[str], env: dict[str, str] | None = None, stderr: int | None = None) -> None:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("ARTIGRID_", "ARTIFACT_"))}
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            env={**clean, **(env or {})},
        )

    def line(self) -> str:
        """The next line; an error when it does not come in time."""
        assert self._child.stdout
        stuck = threading.Timer(BOUND, self._child.kill)
        stuck.start()
        try:
            return self._child.stdout.readline().rstrip("\n")
        finally:
            stuck.cancel()

    def tell(self, line: str) -> str:
        """Says a line, and gives the answer."""
        assert self._child.stdin
        self._child.stdin.write(line + "\n")
        self._child.stdin.flush()
        return self.line()

    def close(self) -> None:
        """Ends it."""
        self._child.terminate()
        try:
            self._child.wait(BOUND)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        for stream in (self._child.stdin, self._child.stdout):
            if stream:
                stream.close()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Server(Process):
    """`artigrid serve` on free ports."""

    def __init__(self, *flags: str, env: dict[str, str] | None = None) -> None:
        ports = {"ARTIGRID_GRPC_ADDR": "127.0.0.1:0", "ARTIGRID_HTTP_ADDR": "127.0.0.1:0"}
        ports["ARTIGRID_OPS_ADDR"] = "127.0.0.1:0"
        super().__init__([binary(), "serve", *flags], {**ports, **(env or {})}, subprocess.STDOUT)
        said = [self.line()]
        while said[-1] and "(gRPC)" not in said[-1]:
            said.append(self.line())
        if not said[-1]:
            raise RuntimeError(f"the server did not start: {' '.join(said)}")
        self.address = said[-1].split(" listens on ")[1].split()[0]
        # What it says later must not fill the pipe.
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self) -> None:
        assert self._child.stdout
        try:
            for _ in self._child.stdout:
                pass
        except ValueError:
            pass  # closed meanwhile: the test is over


class Proxy(Process):
    """clients/scenarios/proxy before a server."""

    def __init__(self, target: str) -> None:
        super().__init__([str(SCENARIOS / "proxy"), target])
        self.address = self.line().removeprefix("listening ")
