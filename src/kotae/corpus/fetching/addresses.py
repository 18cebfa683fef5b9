"""Which machines a source may be fetched from: public ones, and private ones that the user names with their port."""

import ipaddress
import socket
from collections.abc import Iterable

from kotae.errors import CorpusError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 addresses that stand for an IPv4 one, with how many bits follow it: NAT64 (RFC 6052) and 6to4 (RFC 3056).
_TRANSLATED = ((ipaddress.IPv6Network("64:ff9b::/96"), 0), (ipaddress.IPv6Network("2002::/16"), 80))
# What public IPv6 addresses are given from (IANA).
_UNICAST = ipaddress.IPv6Network("2000::/3")


class Endpoints:
    """The private machines that may be reached, each by its address and port."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        """Take endpoints written "127.0.0.1:8000" or "[::1]:8000".

        Raises:
            ValueError: one is not of this form.
        """
        self._endpoints = frozenset(_endpoint(text) for text in named)

    def checked(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host, all of which may be reached at a port.

        One look-up serves both the check and the connection: a name that is answered otherwise the next time gains
        nothing. A host with one address that may not be reached is not reached at all.

        Raises:
            CorpusError: the host has no address, or one that may not be reached.
        """
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise CorpusError(
                f"{host}: no such host ({_words(error)}); check the address and the connection"
            ) from error
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        for text in addresses:
            address = ipaddress.ip_address(text)
            if not is_public(address) and (address, port) not in self._endpoints:
                raise CorpusError(
                    f"{host} is at {text}, which is no public address; nothing is fetched from there "
                    f"unless the setting fetch_private names it"
                )
        return addresses


def is_public(address: IPAddress) -> bool:
    """Tell whether an address belongs to the public internet, whatever IPv6 address an IPv4 one is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        for network, behind in _TRANSLATED:
            if address in network:
                return is_public(ipaddress.IPv4Address((int(address) >> behind) & 0xFFFFFFFF))
        if address.teredo is not None or address.scope_id is not None or address not in _UNICAST:
            return False
    return address.is_global and not address.is_multicast


def _endpoint(text: str) -> tuple[IPAddress, int]:
    host, _, port = text.strip().rpartition(":")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise ValueError(f"{text!r} has no port; write an address with its port, such as 10.0.0.5:8000 or [::1]:8000")
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]")), int(port)
    except ValueError:
        raise ValueError(f"{text!r} is no address with a port, such as 10.0.0.5:8000 or [::1]:8000") from None


def _words(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "the name cannot be looked up"
