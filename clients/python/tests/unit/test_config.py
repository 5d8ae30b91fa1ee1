"""Addresses, identity, and the environment."""

from __future__ import annotations

import pytest

from artigrid import Client, RetryPolicy, errors
from artigrid._config import Settings, encoded, parse_address
from artigrid._requests import byte_range, duration


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("127.0.0.1:50051", ("127.0.0.1:50051", False)),
        ("localhost:1", ("localhost:1", False)),
        ("[::1]:50051", ("[::1]:50051", False)),
        ("http://10.0.0.1:50051", ("10.0.0.1:50051", False)),
        ("http://box", ("box:80", False)),
        ("https://box", ("box:443", True)),
        ("https://box:8443/", ("box:8443", True)),
    ],
)
def test_addresses(address: str, found: tuple[str, bool]) -> None:
    assert parse_address(address) == found


@pytest.mark.parametrize(
    "address", ["10.0.0.1:50051", "box:50051", "ftp://box:1", "", "127.0.0.1", "http://h/p", "a b:1", "http://", "h:x"]
)
def test_addresses_that_would_leak_or_mean_nothing_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_address(address)


def test_any_text_can_be_a_metadata_value() -> None:
    assert encoded("zoë m@x") == "zo%C3%AB%20m%40x"
    assert encoded("sess-1_a.b~") == "sess-1_a.b~"


def test_the_environment_is_read_and_arguments_go_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ADDR": "http://box:1", "USER": "ana", "SANDBOX": "s", "TOKEN": "t", "ROLE": ""}.items():
        monkeypatch.setenv(f"ARTIGRID_{name}", value)
    settings = Settings.from_env(user="bob")
    assert (settings.address, settings.user, settings.sandbox, settings.role) == ("http://box:1", "bob", "s", None)
    assert settings.token == "t"
    assert "'t'" not in repr(settings)
    assert Client.from_env(session="x").session == "x"


def test_waits_grow_are_jittered_and_bounded() -> None:
    policy = RetryPolicy()
    for tried in range(1, 40):
        full = min(policy.first_wait * 2 ** (tried - 1), policy.longest_wait)
        assert full / 2 <= policy.wait(tried, None) <= full
    assert policy.wait(1, 3.0) == 3.0
    assert policy.wait(1, 900.0) == policy.longest_wait


def test_only_what_the_server_calls_passing_is_tried_again() -> None:
    policy = RetryPolicy()
    assert policy.again(errors.Draining(), 1)
    assert policy.again(errors.RateLimited(), 4)
    assert not policy.again(errors.Draining(), 5)
    assert not policy.again(errors.Internal(), 1)
    assert not policy.again(errors.RequestInProgress(), 1)
    assert policy.again(errors.RequestInProgress(), 2)


def test_parts_are_what_python_says_they_are() -> None:
    assert byte_range(None) is None
    span = byte_range(range(10, 20))
    assert span is not None
    assert (span.span.offset, span.span.length) == (10, 10)
    rest = byte_range(slice(10, None))
    assert rest is not None
    assert (rest.span.offset, rest.span.length) == (10, 0)
    last = byte_range(-5)
    assert last is not None
    assert last.suffix_length == 5
    for bad in (5, range(3, 3), range(0, 10, 2)):
        with pytest.raises(ValueError, match=r"part|steps"):
            byte_range(bad)


def test_times_are_exact() -> None:
    found = duration(1.5)
    assert found is not None
    assert (found.seconds, found.nanos) == (1, 500_000_000)
    negative = duration(-0.5)
    assert negative is not None
    assert (negative.seconds, negative.nanos) == (0, -500_000_000)
