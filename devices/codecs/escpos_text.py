"""Text for printers with a Chinese character generator: one byte for ASCII, two bytes of GBK for the rest.

A printer that calls itself GB 18030 usually knows its two-byte zones only and prints a four-byte code as digits
(¥ becomes 0 6). So only what GBK has is sent as text; every other line goes as a picture.
"""


def can_be_text(text: str) -> bool:
    """True when every character is printable ASCII or exactly two bytes of GBK."""
    return all(" " <= character <= "~" or len(_gbk(character)) == 2 for character in text)


def encode_text(text: str) -> bytes:
    """The bytes between FS & and FS . ; ValueError when a character has none."""
    if not can_be_text(text):
        raise ValueError("not all characters are in the printer's font")
    return text.encode("gbk")


def _gbk(character: str) -> bytes:
    try:
        return character.encode("gbk")
    except UnicodeEncodeError:
        return b""
