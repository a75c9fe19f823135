"""Webhooks as standardwebhooks.com describes them, with a CloudEvents body for every changed lead."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import urllib3

from leadseam.errors import SinkError
from leadseam.sinks import RefusedError
from leadseam.sinks._address import Address, vet
from leadseam.store.outbox import Message

_ATTEMPTS = 5
_LONGEST_WAIT = 120.0
_TIMEOUT = urllib3.Timeout(connect=10, read=30)


@dataclass(frozen=True, slots=True)
class Webhook:
    """One address that takes messages; `pause` sleeps, `clock` tells the time in seconds."""

    address: Address
    pool: urllib3.HTTPConnectionPool
    key: bytes | None
    pause: Callable[[float], None]
    clock: Callable[[], float]

    def send(self, message: Message) -> None:
        """Deliver one message; RefusedError for a 3xx or 4xx, SinkError when the target stays unreachable."""
        body = json.dumps(envelope(message), ensure_ascii=False).encode()
        for attempt in range(_ATTEMPTS):
            reason, wait = self._try(message, body)
            if reason is None:
                return
            if attempt + 1 < _ATTEMPTS:
                self.pause(min(_LONGEST_WAIT, wait if wait is not None else 2.0**attempt))
        raise SinkError(f"{self.address.host}: {reason} {_ATTEMPTS} times; the rest waits for the next push")

    def _try(self, message: Message, body: bytes) -> tuple[str | None, float | None]:
        """Why it must be tried again (None: done) and how long the target asks to wait."""
        try:
            response = self.pool.urlopen(
                "POST",
                self.address.path,
                body=body,
                headers=self._headers(message, body),
                redirect=False,
                retries=False,
                preload_content=False,
            )
        except urllib3.exceptions.HTTPError as error:
            return type(error).__name__, None
        status, wait = response.status, _retry_after(response.headers.get("Retry-After"), self.clock())
        response.drain_conn()
        response.release_conn()
        if 200 <= status < 300:
            return None, None
        if status == 429 or status >= 500:
            return f"HTTP {status}", wait
        raise RefusedError(f"HTTP {status}")

    def _headers(self, message: Message, body: bytes) -> dict[str, str]:
        timestamp = str(int(self.clock()))
        headers = {
            "Host": _host(self.address),
            "Content-Type": "application/json",
            "User-Agent": "leadseam",
            "webhook-id": message.id,
            "webhook-timestamp": timestamp,
        }
        if self.key is not None:
            headers["webhook-signature"] = sign(self.key, message.id, timestamp, body)
        return headers


def open_target(
    url: str,
    *,
    secret: str | None,
    allow_private: bool,
    pause: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.time,
) -> Webhook:
    """A way to the address; raises SinkError for an address that must not be used."""
    address = vet(url, allow_private=allow_private)
    return Webhook(address, _pool(address), signing_key(secret) if secret else None, pause, clock)


def envelope(message: Message) -> dict[str, Any]:
    """The body: a CloudEvents 1.0 envelope around the lead."""
    return {
        "specversion": "1.0",
        "id": message.id,
        "source": "leadseam",
        "type": message.event,
        "subject": message.lead_id,
        "time": message.moment,
        "datacontenttype": "application/json",
        "data": message.lead,
    }


def sign(key: bytes, identity: str, timestamp: str, body: bytes) -> str:
    """The signature of a message.

    >>> sign(signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
    ...      b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    signed = hmac.new(key, f"{identity}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def signing_key(secret: str) -> bytes:
    """The key of a secret: base64 after `whsec_`; a secret that is no base64 is used as it is."""
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        return secret.encode()


def _pool(address: Address) -> urllib3.HTTPConnectionPool:
    if address.scheme == "http":
        return urllib3.HTTPConnectionPool(address.ip, address.port, timeout=_TIMEOUT)
    import certifi

    return urllib3.HTTPSConnectionPool(
        address.ip,
        address.port,
        timeout=_TIMEOUT,
        server_hostname=address.host,
        assert_hostname=address.host,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
    )


def _host(address: Address) -> str:
    name = f"[{address.host}]" if ":" in address.host else address.host
    return name if address.port in (80, 443) else f"{name}:{address.port}"


def _retry_after(given: str | None, now: float) -> float | None:
    """Seconds to wait, from a number or an HTTP date.

    >>> _retry_after("7", 0), _retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 0), _retry_after("soon", 0)
    (7.0, 60.0, None)
    """
    if not given:
        return None
    if given.strip().isdecimal():
        return float(given[:9])
    try:
        moment = parsedate_to_datetime(given)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.fromtimestamp(now, UTC)).total_seconds())
