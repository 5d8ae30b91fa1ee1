"""Where the server is: the one that ARTIGRID_ADDR names, or one of this process's own.

A program that used the original needed nothing beside it; so a server is started for it, one for each configuration,
shared by all stores of the process, and ended with it, however the process ends.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import threading

#: How long a server may take to say where it listens, in seconds.
_START = 60.0
#: Its standard input ends with this process, even by a signal that nobody can catch; then the server is told to end.
_KEEPER = '"$0" serve & child=$!; exec >/dev/null 2>&1; cat; kill $child; wait $child'
_INSTALL = (
    "no Artigrid server: set ARTIGRID_ADDR to one that runs, or install the binary `artigrid`"
    " (`cargo install artigrid`) on the PATH, or name it by ARTIGRID_BIN"
)

_running: dict[tuple[tuple[str, str], ...], tuple[str, subprocess.Popen[str]]] = {}
_starting = threading.Lock()


def address(variables: dict[str, str]) -> str:
    """Where to connect; `variables` are those that the store's arguments set for a server of our own."""
    if named := os.environ.get("ARTIGRID_ADDR"):
        return named
    environment = {**os.environ, **variables}
    key = tuple(sorted((k, v) for k, v in environment.items() if k.startswith(("AR", "AWS", "S3", "IBM", "SESSION"))))
    with _starting:
        if key not in _running or _running[key][1].poll() is not None:
            _running[key] = _start(environment)
        return _running[key][0]


def _start(environment: dict[str, str]) -> tuple[str, subprocess.Popen[str]]:
    binary = environment.get("ARTIGRID_BIN") or shutil.which("artigrid")
    if not binary:
        raise RuntimeError(_INSTALL)
    ports = dict.fromkeys(("ARTIGRID_GRPC_ADDR", "ARTIGRID_HTTP_ADDR", "ARTIGRID_OPS_ADDR"), "127.0.0.1:0")
    keeper = subprocess.Popen(
        ["sh", "-c", _KEEPER, binary],
        env={**environment, **ports},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert keeper.stderr and keeper.stdin
    late = threading.Timer(_START, keeper.stdin.close)
    late.start()
    said = []
    for line in keeper.stderr:
        said.append(line.strip())
        if "(gRPC)" in line:
            late.cancel()
            threading.Thread(target=keeper.stderr.read, daemon=True).start()
            atexit.register(_end, keeper)
            return line.split(" listens on ")[1].split()[0], keeper
    late.cancel()
    _end(keeper)
    raise RuntimeError(f"{binary} serve did not start: {'; '.join(said) or 'it said nothing'}")


def _end(keeper: subprocess.Popen[str]) -> None:
    if keeper.stdin and not keeper.stdin.closed:
        keeper.stdin.close()
    keeper.wait(_START)
