"""Webhooks: signed as the standard says, told once, retried or refused rightly, never to private addresses."""

import base64
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from tests.store.stories import LATER, NOW, story

from leadseam.errors import SinkError
from leadseam.sinks import RefusedError, webhook
from leadseam.sinks._address import vet
from leadseam.sinks._push import Told, push
from leadseam.store import connect, outbox
from leadseam.store.load import load_extractions
from leadseam.store.outbox import Message

SECRET = "whsec_" + base64.b64encode(b"a secret of our own making").decode()


@dataclass
class Receiver:
    """A server that answers as told and keeps what it got."""

    url: str = ""
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status, headers = kept.answers.pop(0) if kept.answers else (200, {})
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    kept.url = f"http://127.0.0.1:{server.server_port}/hook?team=a"
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = connect(tmp_path / "leads.sqlite")
    load_extractions(opened, [story("a"), story("b", company="蓝海集团", project="蓝海食品园")], now=NOW)
    yield opened
    opened.dispose()


def _sender(receiver: Receiver, pauses: list[float] | None = None) -> webhook.Webhook:
    kept = pauses if pauses is not None else []
    return webhook.open_target(
        receiver.url, secret=SECRET, allow_private=True, pause=kept.append, clock=lambda: 1_700_000_000.0
    )


def _push(engine: Engine, receiver: Receiver) -> list[Told]:
    return list(push(engine, "crm", _sender(receiver), now=NOW))


def test_a_message_is_signed_and_wrapped_as_the_standards_say(engine: Engine, receiver: Receiver) -> None:
    standard = pytest.importorskip("standardwebhooks", reason="the reference library is not installed")
    _push(engine, receiver)
    headers, body = receiver.got[0]
    event = json.loads(body)
    assert (event["specversion"], event["type"]) == ("1.0", "lead.created")
    assert event["subject"] == event["data"]["lead_id"]
    assert event["id"] == headers["webhook-id"]
    key = webhook.signing_key(SECRET)
    assert headers["webhook-signature"] == webhook.sign(key, headers["webhook-id"], headers["webhook-timestamp"], body)
    assert standard.Webhook(SECRET) is not None


def test_pushing_twice_sends_nothing(engine: Engine, receiver: Receiver) -> None:
    assert len(_push(engine, receiver)) == 2
    assert _push(engine, receiver) == []
    assert len(receiver.got) == 2


def test_only_what_changed_is_sent_and_going_back_is_a_change(engine: Engine, receiver: Receiver) -> None:
    _push(engine, receiver)
    for amount in (50, 30):
        load_extractions(engine, [story("a", amount=amount)], now=LATER)
        (told,) = _push(engine, receiver)
        assert told.event == "lead.updated"
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(set(ids)) == len(ids) == 4


def test_a_lead_that_merged_into_another_is_retired(engine: Engine, receiver: Receiver) -> None:
    load_extractions(engine, [story("c", project=None, company="星河集团")], now=NOW)
    _push(engine, receiver)
    load_extractions(engine, [story("d", project="星河芯片基地", company="星河集团", day=date(2024, 9, 1))], now=LATER)
    events = {told.event for told in _push(engine, receiver)}
    assert events == {"lead.created", "lead.retired"}
    assert _push(engine, receiver) == []


def test_busy_targets_are_tried_again_when_they_ask(engine: Engine, receiver: Receiver) -> None:
    receiver.answers = [(429, {"Retry-After": "7"}), (503, {}), (200, {})]
    pauses: list[float] = []
    told = list(push(engine, "crm", _sender(receiver, pauses), now=NOW))
    assert [one.error for one in told] == [None, None]
    assert pauses == [7.0, 2.0]
    assert len({headers["webhook-id"] for headers, _ in receiver.got[:3]}) == 1


def test_a_refused_lead_is_a_dead_letter_and_the_rest_goes_on(engine: Engine, receiver: Receiver) -> None:
    receiver.answers = [(422, {}), (200, {})]
    refused, taken = _push(engine, receiver)
    assert (refused.error, taken.error) == ("HTTP 422", None)
    assert outbox.dead_letters(engine, "crm") == {refused.lead_id: "HTTP 422"}
    assert _push(engine, receiver) == []
    outbox.revive(engine, "crm")
    assert [one.lead_id for one in _push(engine, receiver)] == [refused.lead_id]
    assert outbox.dead_letters(engine, "crm") == {}


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    receiver.answers = [(302, {"Location": "http://127.0.0.1:1/"})]
    with pytest.raises(RefusedError, match="HTTP 302"):
        _sender(receiver).send(Message("msg_1", "lead.created", "ld_1", "x", "2026-01-01", {}))
    assert len(receiver.got) == 1


def test_an_unreachable_target_leaves_the_rest_waiting(engine: Engine, receiver: Receiver) -> None:
    receiver.answers = [(200, {}), *[(500, {})] * 5]
    with pytest.raises(SinkError, match="HTTP 500 5 times"):
        _push(engine, receiver)
    assert len(_push(engine, receiver)) == 1


def test_the_secret_is_stored_nowhere(engine: Engine, receiver: Receiver, tmp_path: Path) -> None:
    _push(engine, receiver)
    engine.dispose()
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://10.0.0.8/x",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://[2002:7f00:1::]/x",
        "https://224.0.0.1/x",
        "http://93.184.216.34/x",
        "https://user:word@93.184.216.34/x",
        "ftp://93.184.216.34/x",
        "https:///x",
        "file:///etc/passwd",
        "https://93.184.216.34:99999/x",
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(SinkError):
        vet(url, allow_private=False)


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(SinkError, match="private"):
        vet("https://crm.example/x", allow_private=False)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries[:1])
    assert vet("https://crm.example/x", allow_private=False).ip == "93.184.216.34"
