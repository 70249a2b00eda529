"""Smart-card readers by PC/SC. The only importer of pyscard, which is optional: it needs a compiler and pcscd."""

from typing import Any, Protocol

from devices.errors import AbsentError, NotFittedError, UnavailableError

NOT_INSTALLED = "pyscard is not installed (pip install pyscard; it needs swig, a compiler and libpcsclite-dev)"


class CardChannel(Protocol):
    """A card in a reader, connected."""

    def transmit(self, apdu: bytes) -> bytes:
        """Data and the two status bytes. UnavailableError when the card was taken away."""
        ...

    def close(self) -> None: ...


class PcscChannel:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def transmit(self, apdu: bytes) -> bytes:
        try:
            data, first, second = self._connection.transmit(list(apdu))
        except self._connection_errors() as error:
            raise UnavailableError(str(error)) from error
        return bytes([*data, first, second])

    def close(self) -> None:
        self._connection.disconnect()

    @staticmethod
    def _connection_errors() -> tuple[type[Exception], ...]:
        from smartcard.Exceptions import SmartcardException

        return (SmartcardException,)


def find_reader(name: str) -> Any:
    """The first reader whose name contains `name`. NotFittedError without PC/SC, AbsentError without the reader."""
    try:
        from smartcard.Exceptions import SmartcardException
        from smartcard.System import readers
    except ImportError as error:
        raise NotFittedError(NOT_INSTALLED) from error
    try:
        found = [reader for reader in readers() if name.lower() in str(reader).lower()]
    except SmartcardException as error:
        raise NotFittedError(f"no PC/SC service: {error}") from error
    if not found:
        raise AbsentError(f"no reader named {name!r}" if name else "no reader")
    return found[0]


def open_card(name: str) -> CardChannel | None:
    """The card in the reader, or None when none lies in it."""
    reader = find_reader(name)
    from smartcard.Exceptions import CardConnectionException, NoCardException

    connection = reader.createConnection()
    try:
        connection.connect()
    except (NoCardException, CardConnectionException):
        return None
    return PcscChannel(connection)
