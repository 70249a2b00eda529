"""The store of a terminal: sealed for the hall, durable, numbered, and a draft for its holder only."""

import base64
import json
from pathlib import Path

import pytest

from offline_cache.numbers import is_number
from offline_cache.sealing import GENESIS, digest, envelope_statement, open_attachment, verify
from offline_cache.sqlite_store import SqliteStore
from offline_cache.submission import (
    Submission,
    SubmissionState,
)
from offline_cache.wire import (
    RatingBody,
    SubmissionBody,
    SubmissionHeader,
)
from tests.offline_cache.opened_store import ledger, play, sealed_of
from tests.offline_cache.terminal import HALL_OPENING, Terminal, submission


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_the_hall_opens_what_was_sealed_and_finds_every_page(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        sealed = sealed_of(await store.seal(submission(pages=2)))
        book = ledger(terminal)
        (item, *_) = book.take(1)
        header = SubmissionHeader.model_validate_json(item.envelope.header)
        body = base64.b64decode(item.envelope.body)
        statement = envelope_statement(item.envelope.header.encode(), body)
        assert verify(terminal.identity.signing_key.public, statement, item.envelope.signature)
        plain = SubmissionBody.model_validate_json(HALL_OPENING.open_body(item.envelope.header.encode(), body))
        assert plain.facts["person.name"].value == "王玉兰"
        assert (header.seq, header.previous, header.number) == (1, GENESIS, sealed.number)
        keys = {entry.digest: base64.b64decode(entry.key) for entry in plain.attachment_keys}
        pages = [open_attachment(keys[name], book.read_attachment(name)) for name in item.attachments]
        assert pages == [page.data for page in submission(pages=2).attachments]
        assert plain.materials[0].id == "lease"
        assert plain.materials[0].attachments == item.attachments
        assert [entry.size for entry in header.attachments] == [len(book.read_attachment(n)) for n in item.attachments]
        book.close()

    play(terminal, scene)


def test_numbers_are_valid_count_up_and_begin_again_each_day(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        numbers = [sealed_of(await store.seal(submission(f"{n:032x}"))).number for n in range(2)]
        terminal.clock.advance(days=1)
        numbers.append(sealed_of(await store.seal(submission(f"{9:032x}"))).number)
        assert all(is_number(number) for number in numbers)
        assert [number[:16] for number in numbers] == ["K004226100930001", "K004226100930002", "K004226101030001"]

    play(terminal, scene)


def test_each_header_names_the_one_before(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        for n in range(3):
            await store.seal(submission(f"{n:032x}"))
        book = ledger(terminal)
        previous = GENESIS
        for seq in (1, 2, 3):
            (item,) = book.take(1)
            header = SubmissionHeader.model_validate_json(item.envelope.header)
            assert (header.seq, header.previous) == (seq, previous)
            previous = digest(item.envelope.header.encode())
        assert book.hello("0", 0).chain_head == previous
        book.close()

    play(terminal, scene)


def test_sealing_the_same_submission_again_gives_the_same_number(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        first = await store.seal(submission())
        assert await store.seal(submission()) == first
        assert (await store.backlog()).waiting == 1

    play(terminal, scene)


def test_a_rating_goes_the_same_way_under_the_number_it_is_about(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        first = sealed_of(await store.seal(submission()))
        rating = Submission(
            "d" * 32, "312000218000", "f" * 64, RatingBody(number=first.number, stars=4), number=first.number
        )
        assert sealed_of(await store.seal(rating)).number == first.number
        book = ledger(terminal)
        _, item = book.take(2)
        assert json.loads(item.envelope.header)["purpose"] == "rating"
        book.close()

    play(terminal, scene)


def test_a_sealed_submission_survives_the_process(terminal: Terminal) -> None:
    async def seal(store: SqliteStore) -> None:
        await store.seal(submission(pages=1))

    async def look(store: SqliteStore) -> None:
        assert (await store.delivery(submission().sub_id)).state is SubmissionState.SEALED
        assert (await store.backlog()).waiting == 1

    play(terminal, seal)
    play(terminal, look)


def test_an_unknown_submission_has_no_delivery(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        with pytest.raises(KeyError):
            await store.delivery("9" * 32)

    play(terminal, scene)


def test_a_draft_is_found_by_its_holder_only(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        await store.save_draft("1" * 32, "holder-a", b"one")
        await store.save_draft("1" * 32, "holder-a", b"two")
        draft = await store.find_draft("holder-a")
        assert draft is not None
        assert (draft.sub_id, draft.answers) == ("1" * 32, b"two")
        assert await store.find_draft("holder-b") is None
        await store.drop_draft("1" * 32)
        assert await store.find_draft("holder-a") is None

    play(terminal, scene)


@pytest.mark.row("F01")
def test_a_draft_is_there_after_a_crash_and_gone_after_two_hours(terminal: Terminal) -> None:
    async def save(store: SqliteStore) -> None:
        await store.save_draft("1" * 32, "holder", b"answers")

    async def find(store: SqliteStore) -> None:
        assert await store.find_draft("holder") is not None
        terminal.clock.advance(hours=2, seconds=1)
        assert await store.find_draft("holder") is None

    play(terminal, save)
    play(terminal, find)


def test_sealing_destroys_the_draft(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        await store.save_draft(submission().sub_id, "holder", b"answers")
        await store.seal(submission())
        assert await store.find_draft("holder") is None

    play(terminal, scene)
