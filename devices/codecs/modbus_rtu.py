"""Modbus RTU frames: address, function, data, CRC-16 low byte first."""

SMALLEST = 4


def checksum(body: bytes) -> int:
    """CRC-16/MODBUS: reflected polynomial A001, start FFFF."""
    crc = 0xFFFF
    for byte in body:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def close(body: bytes) -> bytes:
    return body + checksum(body).to_bytes(2, "little")


def check(frame: bytes) -> bytes:
    """Address, function and data. ValueError when the frame is too short or its CRC is wrong."""
    if len(frame) < SMALLEST:
        raise ValueError(f"{len(frame)} bytes are too few")
    told, computed = frame[-2:], checksum(frame[:-2]).to_bytes(2, "little")
    if told != computed:
        raise ValueError(f"the CRC is {told.hex(' ').upper()}, computed {computed.hex(' ').upper()}")
    return frame[:-2]
