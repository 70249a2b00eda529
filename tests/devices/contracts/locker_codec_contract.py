"""What every family of locker boards promises about its bytes, checked against its golden vectors."""

import contextlib
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.locker.codec import FrameKind, LockerCodec, LockerFrame, LockerRequest, scan
from tests.devices.vector_files import vectors


class LockerCodecContract:
    codec: LockerCodec
    vectors: str
    """the name of the vector file"""
    marks_itself = True
    """the first byte of every reply tells that one begins"""

    def replies(self) -> list[dict[str, Any]]:
        replies: list[dict[str, Any]] = vectors(self.vectors)["replies"]
        return replies

    def test_requests_are_the_golden_bytes(self) -> None:
        for vector in vectors(self.vectors)["requests"]:
            make = {"open": self.codec.open_request, "state": self.codec.state_request}[vector["do"]]
            assert make(vector["board"], vector["channel"]) == bytes.fromhex(vector["hex"]), vector

    def test_golden_replies_are_understood(self) -> None:
        for vector in self.replies():
            [frame] = scan(self.codec, bytes.fromhex(vector["hex"]))
            assert (frame.kind, frame.board) == (FrameKind(vector["kind"]), vector["board"]), vector
            assert sorted(channel for channel, level in frame.levels.items() if level) == vector["high"], vector

    def test_garbage_around_a_reply_is_skipped(self) -> None:
        for vector in self.replies():
            frame = bytes.fromhex(vector["hex"])
            assert scan(self.codec, b"\x00\xff\x13" + frame + b"\xfe") == scan(self.codec, frame), vector

    def test_a_truncated_reply_is_none(self) -> None:
        for vector in self.replies():
            frame = bytes.fromhex(vector["hex"])
            for end in range(1, len(frame)):
                assert scan(self.codec, frame[:end]) == [], (vector, end)

    def test_a_flipped_bit_never_yields_another_value(self) -> None:
        for vector in self.replies():
            frame = bytes.fromhex(vector["hex"])
            [truth] = scan(self.codec, frame)
            for bit in range(8 * len(frame)):
                damaged = bytearray(frame)
                damaged[bit // 8] ^= 1 << bit % 8
                wrong = [seen for seen in scan(self.codec, bytes(damaged)) if self.believable(seen, truth)]
                assert wrong == [], (vector, bit)

    def believable(self, seen: LockerFrame, truth: LockerFrame) -> bool:
        """Another value that a driver waiting for this reply would take."""
        return seen.kind is truth.kind and seen.board == truth.board and seen != truth

    def test_any_bytes_are_survived(self) -> None:
        @given(st.binary(max_size=64))
        def survived(data: bytes) -> None:
            assert all(0 <= frame.board <= 255 for frame in scan(self.codec, data))

        survived()

    def test_decode_answers_or_says_what_is_wrong(self) -> None:
        @given(st.binary(max_size=24))
        def decoded(data: bytes) -> None:
            for decode in (self.codec.decode, self.codec.decode_request):
                with contextlib.suppress(ValueError):
                    assert 0 <= decode(data).board <= 255

        decoded()

    def test_two_replies_back_to_back_are_two(self) -> None:
        for first, second in pairwise(self.replies()):
            both = scan(self.codec, bytes.fromhex(first["hex"]) + bytes.fromhex(second["hex"]))
            assert [frame.kind for frame in both] == [FrameKind(first["kind"]), FrameKind(second["kind"])]

    def test_no_request_for_one_lock_reaches_several(self) -> None:
        codec = self.codec
        for board in codec.addresses:
            assert codec.decode_request(codec.state_request(board, 8)).board == board
            for lock in range(1, codec.most_locks + 1):
                request = codec.decode_request(codec.open_request(board, lock))
                assert request == LockerRequest("open", board, lock)

    @pytest.mark.parametrize("board", [1, 3])
    def test_requests_differ_between_boards_and_channels(self, board: int) -> None:
        requests = {self.codec.open_request(at, channel) for at in (board, board + 1) for channel in range(1, 9)}
        assert len(requests) == 16
