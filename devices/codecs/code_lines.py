"""Lines of text as barcode scanners send them: ended by CR, LF or both."""

LONGEST = 4096
"""bytes; more without an end is noise, a QR holds at most 2953"""


class LineParser:
    """Takes bytes as they come and returns the texts they complete. What is not UTF-8 is dropped."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._overlong = False

    def feed(self, data: bytes) -> list[str]:
        texts = []
        for byte in data:
            if byte in b"\r\n":
                texts += self._end()
            elif len(self._buffer) < LONGEST:
                self._buffer.append(byte)
            else:
                self._overlong = True
        return texts

    def clear(self) -> None:
        self._buffer.clear()
        self._overlong = False

    def _end(self) -> list[str]:
        line, overlong = bytes(self._buffer), self._overlong
        self.clear()
        if overlong or not line:
            return []
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            return []
        return [text] if text.isprintable() and text.strip() else []
