"""What the CU boards of Kerong have in common: 02 … 03 and the sum of everything before it, low byte."""

START, END = 0x02, 0x03


def close(body: bytes) -> bytes:
    """The body with its end and sum."""
    frame = bytes([START]) + body + bytes([END])
    return frame + bytes([sum(frame) & 0xFF])


def check(frame: bytes, size: int) -> bytes:
    """The body of a whole frame. ValueError says what is wrong with it."""
    if len(frame) != size:
        raise ValueError(f"the frame has {len(frame)} bytes, not {size}")
    if frame[0] != START or frame[-2] != END:
        raise ValueError(f"a frame begins with 02 and ends with 03, not {frame[0]:02X} and {frame[-2]:02X}")
    if (total := sum(frame[:-1]) & 0xFF) != frame[-1]:
        raise ValueError(f"the sum is {frame[-1]:02X}, computed {total:02X}")
    return frame[1:-2]


def bits(data: bytes) -> dict[int, bool]:
    """One bit a lock, locks 1 to 8 in the first byte."""
    return {8 * at + bit + 1: bool(byte >> bit & 1) for at, byte in enumerate(data) for bit in range(8)}
