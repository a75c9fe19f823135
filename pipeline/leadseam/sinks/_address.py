"""Where a message may be sent: the name is resolved once, judged, and the connection is pinned to what was judged.

A check of the written address alone is passed by redirects, by names that resolve to a private address, and by names
that resolve differently the second time.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from leadseam.errors import SinkError


@dataclass(frozen=True, slots=True)
class Address:
    """A vetted address: connect to `ip`, and call the host `host`."""

    scheme: str
    host: str
    ip: str
    port: int
    path: str


def vet(url: str, *, allow_private: bool) -> Address:
    """The address of a URL; raises SinkError unless it is https to a public address, or private ones are allowed.

    >>> vet("https://127.0.0.1/hook", allow_private=False)
    Traceback (most recent call last):
    leadseam.errors.SinkError: 127.0.0.1: a private address (127.0.0.1); --allow-private permits it
    >>> vet("http://127.0.0.1:8080/hook?a=1", allow_private=True).path
    '/hook?a=1'
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise SinkError(f"no address: {error}; write https://HOST/PATH") from error
    if parts.scheme not in ("https", "http") or not host:
        raise SinkError("the address must look like https://HOST/PATH")
    if parts.username or parts.password:
        raise SinkError(f"{host}: the address must hold no password; name a variable with secret_env")
    if parts.scheme == "http" and not allow_private:
        raise SinkError(f"{host}: plain http is refused; use https, or --allow-private inside your own network")
    found = port or (443 if parts.scheme == "https" else 80)
    ip = _resolve(host, found, allow_private=allow_private)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, host, ip, found, path)


def _resolve(host: str, port: int, *, allow_private: bool) -> str:
    """The first address, once all of them are judged: a name with one private address is refused."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise SinkError(f"{host}: the name does not resolve ({error}); check the address") from error
    private = [ip for ip in found if not _is_public(ip)]
    if private and not allow_private:
        raise SinkError(f"{host}: a private address ({private[0]}); --allow-private permits it")
    return found[0]


def _is_public(ip: str) -> bool:
    """Whether anybody on the Internet may be reached there; IPv4 inside IPv6 is judged as IPv4."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        address = inner or address
    return address.is_global and not address.is_multicast
