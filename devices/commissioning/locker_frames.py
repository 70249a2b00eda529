"""Frames between a host and lock-control boards, explained by the codec of their family."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from devices.commissioning.explanation import Explanation
from devices.locker.codec import LockerCodec, LockerFrame, LockerRequest
from devices.locker.options import LockerOptions
from devices.registry import driver_module, driver_names
from devices.status import DeviceClass


@cache
def families() -> Mapping[str, LockerCodec]:
    """By name; a new locker driver is among them by itself."""
    modules = (driver_module(DeviceClass.PICKUP_LOCKER, name) for name in driver_names(DeviceClass.PICKUP_LOCKER))
    return {module.FAMILY: module.codec(LockerOptions()) for module in modules}


def explain(family: str, data: bytes) -> Explanation:
    """ValueError says what is wrong with the frame. KeyError for an unknown family.

    Where a board repeats what it was sent, the same bytes are also its reply: `also_reads_as` tells that.
    """
    codec = families()[family]
    try:
        asked = _request(family, codec, data)
    except ValueError as error:
        return _reply_at_least(family, codec, data, str(error))
    try:
        answered = _reply(family, codec, data)
    except ValueError:
        return asked
    other = {name: value for name, value in answered.fields.items() if asked.fields.get(name) != value}
    return replace(asked, fields={**asked.fields, "also_reads_as": {"kind": answered.kind, **other}})


def _reply_at_least(family: str, codec: LockerCodec, data: bytes, no_request: str) -> Explanation:
    try:
        return _reply(family, codec, data)
    except ValueError as error:
        both = f"as a request: {no_request}; as a reply: {error}"
        raise ValueError(no_request if no_request == str(error) else both) from error


def _request(family: str, codec: LockerCodec, data: bytes) -> Explanation:
    request = codec.decode_request(data)
    return Explanation(family, _word(f"{request.do} request"), _request_fields(codec, request))


def _reply(family: str, codec: LockerCodec, data: bytes) -> Explanation:
    frame = codec.decode(data)
    return Explanation(family, _word(frame.word) or str(frame.kind), _reply_fields(codec, frame))


def _request_fields(codec: LockerCodec, request: LockerRequest) -> dict[str, object]:
    if not request.told.get("all_boards"):
        _check_board(codec, request.board)
    fields: dict[str, object] = {"board": request.board}
    if request.channel is not None:
        _check_lock(codec, request.channel)
        fields["lock"] = request.channel
    elif "locks" not in request.told:
        fields["whole_board"] = True
    return {**fields, **request.told}


def _reply_fields(codec: LockerCodec, frame: LockerFrame) -> dict[str, object]:
    _check_board(codec, frame.board)
    fields: dict[str, object] = {"board": frame.board}
    for name, levels in (("levels", frame.levels), ("occupied", frame.occupied)):
        if levels:
            fields[name] = {str(lock): int(level) for lock, level in levels.items()}
            fields[f"{name}_set"] = [lock for lock, level in levels.items() if level]
    if len(frame.levels) == 1:
        fields |= _of_one(codec, *frame.levels.items())
    return {**fields, **frame.told}


def _of_one(codec: LockerCodec, reading: tuple[int, bool]) -> dict[str, object]:
    lock, level = reading
    if not lock:
        return {"whole_board": True, "level": int(level)}
    _check_lock(codec, lock)
    return {"lock": lock, "level": int(level)}


def _check_lock(codec: LockerCodec, lock: int) -> None:
    if not 1 <= lock <= codec.most_locks:
        raise ValueError(f"boards of this family have locks 1 to {codec.most_locks}, not {lock}")


def _check_board(codec: LockerCodec, board: int) -> None:
    if board not in codec.addresses:
        first, last = codec.addresses[0], codec.addresses[-1]
        raise ValueError(f"boards of this family have addresses {first} to {last}, not {board}")


def _word(text: str) -> str:
    return text.replace(" ", "_")
