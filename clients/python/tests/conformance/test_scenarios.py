"""Replays clients/scenarios through both clients. The format is described in clients/scenarios/README.md."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml

from artigrid import ArtigridError, AsyncClient, Client, RetryPolicy

from ..servers import SCENARIOS, Proxy, Server
from ..waiting import eventually
from .blocking import dressed
from .match import mismatch, resolve
from .operations import Operations

FILE_KEYS = {"topic", "server", "scenarios"}
SCENARIO_KEYS = {"name", "proves", "needs", "proxy", "as", "steps"}
STEP_KEYS = {"as", "do", "with", "save", "expect", "fails", "until"}
IDENTITY_KEYS = {"user", "session", "role", "sandbox", "client"}
#: Scenarios wait for a server that is away; five tries are enough, and need not take long.
RETRY = RetryPolicy(first_wait=0.05, longest_wait=0.5)


def scenarios() -> Iterator[Any]:
    for path in sorted(SCENARIOS.glob("*.yaml")):
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        known(file, FILE_KEYS)
        assert file["topic"] == path.stem
        for scenario in file["scenarios"]:
            for colour in ("async", "sync"):
                yield pytest.param(colour, file, scenario, id=f"{colour}-{path.stem}-{scenario['name']}")


def known(said: dict[str, Any], keys: set[str]) -> None:
    assert not (said.keys() - keys), f"unknown: {sorted(said.keys() - keys)}"


@pytest.fixture(scope="session")
def servers(server: Server) -> Iterator[dict[str, Server]]:
    """Servers by their variables; the default one is there already."""
    running = {"{}": server}
    yield running
    for key, extra in running.items():
        if key != "{}":
            extra.close()


@pytest.mark.parametrize(("colour", "file", "scenario"), list(scenarios()))
async def test_scenario(colour: str, file: Any, scenario: Any, servers: dict[str, Server], tmp_path: Path) -> None:
    known(scenario, SCENARIO_KEYS)
    variables = json.dumps(file.get("server", {}), sort_keys=True)
    if variables not in servers:
        servers[variables] = await asyncio.to_thread(lambda: Server(env=json.loads(variables)))
    with ExitStack() as stack:
        proxy = stack.enter_context(Proxy(servers[variables].address)) if scenario.get("proxy") else None
        play = Play(colour, scenario, proxy.address if proxy else servers[variables].address, tmp_path, proxy)
        try:
            if missing := set(scenario.get("needs", ())) - await play.features():
                pytest.skip(f"the server lacks {', '.join(sorted(missing))}")
            for number, step in enumerate(scenario["steps"]):
                await play.step(number, step)
        finally:
            await play.close()


class Play:
    """One scenario as it goes."""

    def __init__(self, colour: str, scenario: Any, address: str, folder: Path, proxy: Proxy | None) -> None:
        self.colour, self.scenario, self.address = colour, scenario, address
        self.folder, self.proxy = folder, proxy
        self.sandbox = f"t-{secrets.token_hex(8)}"
        self.saved: dict[str, Any] = {"sandbox": self.sandbox}
        self.clients: dict[str, AsyncClient] = {}

    async def features(self) -> set[str]:
        answer = await Operations(self.client({"client": "of the runner"}), self.folder).capabilities()
        return set(answer["features"])

    def client(self, identity: dict[str, Any]) -> AsyncClient:
        known(identity, IDENTITY_KEYS)
        key = json.dumps(identity, sort_keys=True)
        if key not in self.clients:
            elsewhere = identity.get("sandbox")
            options: dict[str, Any] = {name: identity.get(name) for name in ("user", "session", "role")}
            options["sandbox"] = f"{self.sandbox}-{elsewhere}" if elsewhere else self.sandbox
            options["retry"] = RETRY
            if self.colour == "async":
                self.clients[key] = AsyncClient(self.address, **options)
            else:
                self.clients[key] = dressed(Client(self.address, **options))
        return self.clients[key]

    async def step(self, number: int, step: Any) -> None:
        known(step, STEP_KEYS)
        wrong = await eventually(lambda: self.attempt(step), step.get("until", 0))
        assert not wrong, f"step {number} ({step['do']}): {wrong}"

    async def attempt(self, step: Any) -> str:
        said = {key: resolve(step[key], self.saved) for key in ("with", "expect", "fails") if key in step}
        identity = resolve(step.get("as", self.scenario.get("as", {})), self.saved)
        try:
            answer = await self.perform(identity, step["do"], said.get("with", {}))
        except Exception as error:
            if isinstance(error, AssertionError):
                raise
            if "fails" not in said:
                return f"failed: {error!r}"
            return self.judged(said["fails"], error)
        if "fails" in said:
            return f"did not fail but answered {answer!r}"
        if "save" in step:
            self.saved[step["save"]] = answer
        return mismatch(said["expect"], answer) or "" if "expect" in said else ""

    async def perform(self, identity: Any, operation: str, parameters: dict[str, Any]) -> Any:
        if operation == "proxy":
            assert self.proxy
            return {"line": await asyncio.to_thread(self.proxy.tell, parameters["command"])}
        operations = Operations(self.client(identity), self.folder)
        assert operation in vars(Operations) and not operation.startswith("_"), f"unknown operation {operation}"
        return await getattr(operations, operation)(**parameters)

    def judged(self, wanted: Any, error: Exception) -> str:
        if isinstance(error, ArtigridError):
            found: dict[str, Any] = {"reason": error.reason, "metadata": error.metadata}
            found |= {"not_found": error.not_found, "expired": error.expired, "retryable": error.retryable}
        else:  # the SDK's own refusal of an argument, or a failure of this side
            found = {"reason": "INVALID_ARGUMENT" if isinstance(error, ValueError) else "LOCAL"}
            found |= {"not_found": False, "expired": False, "retryable": False}
        wrong = mismatch({"reason": wanted} if isinstance(wanted, str) else wanted, found, "error")
        return f"{wrong} ({error!r})" if wrong else ""

    async def close(self) -> None:
        for client in self.clients.values():
            await client.close()
