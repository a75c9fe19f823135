"""Connections that go where they may: every address is checked at the moment of connecting, and that address is used.

So a name that resolves to a private address, now or at the next look-up, never receives a request.
"""

import ipaddress
import socket
from threading import Lock, Timer, local
from types import TracebackType
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from leadseam.errors import FetchError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_active = local()


class ForbiddenError(FetchError):
    """An address that the crawler must not contact."""


def is_allowed(address: str, *, allow_loopback: bool) -> bool:
    """Whether an IP address may be contacted: public unicast, or loopback where that is asked for.

    >>> is_allowed("10.0.0.8", allow_loopback=True), is_allowed("127.0.0.1", allow_loopback=True)
    (False, True)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_allowed(str(inner), allow_loopback=allow_loopback)
    if ip.is_loopback:
        return allow_loopback
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def guarded_adapter(*, allow_loopback: bool) -> HTTPAdapter:
    """A requests adapter whose connections are checked; one connection a host, no retries of its own."""

    class Plain(_Checked, HTTPConnection):
        loopback = allow_loopback

    class Secure(_Checked, HTTPSConnection):
        loopback = allow_loopback

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            manager: PoolManager = self.poolmanager
            manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    return Adapter(pool_connections=4, pool_maxsize=1, max_retries=0)


class Deadline:
    """Cuts the connections that this thread uses in the `with` block when the time is over: slow drips end here."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._lock = Lock()
        self._connection: HTTPConnection | None = None
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        _active.deadline = self
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        _active.deadline = None

    def watch(self, connection: HTTPConnection) -> None:
        """This connection is in use from now on."""
        with self._lock:
            self._connection = connection

    def _cut(self) -> None:
        self.is_over = True
        with self._lock:
            used = self._connection.sock if self._connection else None
        if used is not None:
            try:
                # The plain socket's method: the TLS one would drop its state under the reader's feet.
                socket.socket.shutdown(used, socket.SHUT_RDWR)
            except OSError:
                return


class _Checked(HTTPConnection):
    """The part that plain and TLS connections share."""

    loopback = False

    def connect(self) -> None:
        self._watch()
        super().connect()

    def request(self, *args: Any, **kwargs: Any) -> None:
        self._watch()
        super().request(*args, **kwargs)

    def _watch(self) -> None:
        deadline: Deadline | None = getattr(_active, "deadline", None)
        if deadline is not None:
            deadline.watch(self)

    def _new_conn(self) -> socket.socket:
        address = self._pick()
        try:
            return create_connection(
                (address, self.port),
                self.timeout,
                source_address=self.source_address,
                socket_options=self.socket_options,
            )
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"no connection to {self.host} in {self.timeout} s") from error
        except OSError as error:
            raise NewConnectionError(self, f"no connection to {self.host}: {error}") from error

    def _pick(self) -> str:
        try:
            found = socket.getaddrinfo(self.host.strip("[]"), self.port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except UnicodeError as error:
            raise ForbiddenError(f"{self.host!r} is no host name") from error
        addresses = [str(entry[4][0]) for entry in found]
        allowed = [address for address in addresses if is_allowed(address, allow_loopback=self.loopback)]
        if not allowed:
            hint = "; use --allow-loopback for a site on this machine" if "127.0.0.1" in addresses else ""
            raise ForbiddenError(f"{self.host} is at {', '.join(addresses)}, which is not public{hint}")
        return allowed[0]
