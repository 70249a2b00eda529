import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.sealing import (
    CHUNK_BYTES,
    KeyFormatError,
    OpeningKey,
    SigningKey,
    UnsealError,
    digest,
    envelope_statement,
    key_id,
    new_data_key,
    open_attachment,
    seal_attachment,
    seal_body,
    sealed_size,
    verify,
)

HALL = OpeningKey.generate()
KEY = new_data_key()


@given(header=st.binary(max_size=300), body=st.binary(max_size=9000))
def test_what_is_sealed_to_the_hall_the_hall_opens(header: bytes, body: bytes) -> None:
    sealed = seal_body(HALL.public, header, body)
    assert HALL.open_body(header, sealed) == body
    assert len(sealed) == len(body) + 48


def test_a_body_cannot_be_moved_under_another_header() -> None:
    sealed = seal_body(HALL.public, b'{"seq":1}', b"answers")
    with pytest.raises(UnsealError):
        HALL.open_body(b'{"seq":2}', sealed)


@given(position=st.integers(min_value=0, max_value=54), bit=st.integers(min_value=0, max_value=7))
def test_one_flipped_bit_of_a_sealed_body_is_noticed(position: int, bit: int) -> None:
    sealed = bytearray(seal_body(HALL.public, b"h", b"answers"))
    sealed[position] ^= 1 << bit
    # RFC 7748 5: the top bit of an X25519 public value is masked, yet HPKE's context binds the bytes as sent.
    with pytest.raises(UnsealError):
        HALL.open_body(b"h", bytes(sealed))


def test_another_hall_cannot_open_it() -> None:
    with pytest.raises(UnsealError):
        OpeningKey.generate().open_body(b"h", seal_body(HALL.public, b"h", b"answers"))


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_attachments_of_every_size_come_back_whole(size: int) -> None:
    data = b"\xa5" * size
    sealed = seal_attachment(KEY, data)
    assert open_attachment(KEY, sealed) == data
    assert len(sealed) == sealed_size(size)


def test_an_attachment_cut_at_a_chunk_boundary_is_refused() -> None:
    sealed = seal_attachment(KEY, b"x" * (2 * CHUNK_BYTES))
    with pytest.raises(UnsealError):
        open_attachment(KEY, sealed[: CHUNK_BYTES + 16])


def test_chunks_cannot_change_places() -> None:
    sealed = seal_attachment(KEY, b"x" * (3 * CHUNK_BYTES))
    step = CHUNK_BYTES + 16
    swapped = sealed[step : 2 * step] + sealed[:step] + sealed[2 * step :]
    with pytest.raises(UnsealError):
        open_attachment(KEY, swapped)


@settings(max_examples=30)
@given(extra=st.binary(min_size=1, max_size=40))
def test_nothing_can_be_appended_to_an_attachment(extra: bytes) -> None:
    with pytest.raises(UnsealError):
        open_attachment(KEY, seal_attachment(KEY, b"page") + extra)


def test_an_empty_file_is_not_an_empty_attachment() -> None:
    with pytest.raises(UnsealError):
        open_attachment(KEY, b"")


def test_a_signature_holds_for_its_statement_and_key_only() -> None:
    key = SigningKey.generate()
    signature = key.sign(b"receipt")
    assert verify(key.public, b"receipt", signature)
    assert not verify(key.public, b"receipts", signature)
    assert not verify(SigningKey.generate().public, b"receipt", signature)
    assert not verify(key.public, b"receipt", "not base64!")
    assert not verify(b"short", b"receipt", signature)


def test_keys_survive_being_written_as_pem() -> None:
    signing, opening = SigningKey.generate(), OpeningKey.generate()
    assert SigningKey.from_pem(signing.pem()).public == signing.public
    assert OpeningKey.from_pem(opening.pem()).public == opening.public


def test_a_key_of_another_kind_is_refused_by_name() -> None:
    with pytest.raises(KeyFormatError, match="Ed25519"):
        SigningKey.from_pem(HALL.pem())
    with pytest.raises(KeyFormatError, match="X25519"):
        OpeningKey.from_pem(SigningKey.generate().pem())
    with pytest.raises(KeyFormatError, match="PEM"):
        SigningKey.from_pem(b"-----")
    with pytest.raises(KeyFormatError, match="32 bytes"):
        seal_body(b"short", b"h", b"b")


def test_digests_and_ids_have_the_forms_of_the_wire() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert key_id(b"") == "e3b0c44298fc1c14"
    assert envelope_statement(b"", b"").hex() == digest(b"") * 2
