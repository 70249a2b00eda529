"""Whole visits, from the first touch to goodbye, without a screen."""

import asyncio

import pytest

from devices.receipt_printer import Code128, QrCode, ReceiptDocument, Text
from flows import pages as pg
from flows.session.end_stages import EndReason
from offline_cache.submission import Parcel
from offline_cache.wire import LockerAssignment, RatingBody, SubmissionBody
from tests.flows.session.branch import LI, WANG
from tests.flows.session.rig import Rig, running
from tests.flows.session.visits import ADDRESS_CHANGE, NO_RECORD, PROOF, change_address, hand_in, start, to_number

CODE = "7KQ4M2XP"


def lines(document: ReceiptDocument) -> str:
    return "\n".join(str(part) for part in document.parts)


def test_a_proof_is_printed_with_four_touches_and_its_record_sealed() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await start(rig, PROOF)
            rig.page(pg.PresentPage)
            rig.reader.put(WANG)
            await rig.wait(0)
            rig.page(pg.ReviewPage)
            await rig.press("primary")
            await rig.wait(1)
            assert rig.page(pg.DonePage).state is pg.DoneState.DELIVERED
            assert rig.touches == 4
            assert rig.documents.printed == [b"%PDF-1.7 demo"]
            assert [one.item_code for one in rig.store.sealed] == [PROOF]
            assert "V-2026-0001" in lines(rig.receipts.printed[0])

    asyncio.run(visit())


def test_a_certificate_is_applied_for_with_at_most_eleven_touches() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_number(rig)
            assert rig.touches <= 11
            await rig.wait(1)
            done = rig.page(pg.DonePage)
            assert done.state is pg.DoneState.DELIVERED
            assert done.number == "K0711 2611 2400 001X"
            body = rig.store.sealed[0].body
            assert isinstance(body, SubmissionBody)
            assert body.facts["purpose.kind"].value == "job"
            assert body.facts["person.idno"].source == "idcard.chip"
            assert body.signature_ink
            assert body.signature_digest
            assert body.declaration
            receipt = rig.receipts.printed[0]
            assert Code128("K071126112400001X") in receipt.parts
            assert QrCode("K071126112400001X") in receipt.parts
            assert LI.name not in lines(receipt)
            assert LI.id_number not in lines(receipt)

    asyncio.run(visit())


def test_with_the_hall_away_the_page_and_the_slip_say_saved_and_not_delivered() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            rig.hall.down, rig.store.online = True, False
            await start(rig, NO_RECORD)
            rig.reader.put(LI)
            await rig.wait(0)
            await rig.type("q.mobile_typed", "13900000034")
            await rig.press("primary")
            await rig.choose("q.period", "five")
            await rig.press("primary")
            await rig.choose("q.purpose", "job")
            await hand_in(rig)
            await rig.wait(6)
            done = rig.page(pg.DonePage)
            assert done.state is pg.DoneState.SAVED
            assert done.mark == "已保存，尚未送达"
            assert any(part == Text("待送达", part.align, bold=True, scale=2) for part in texts(rig))
            rig.store.online = True
            await rig.wait(1)
            assert rig.page(pg.DonePage).state is pg.DoneState.DELIVERED

    asyncio.run(visit())


def texts(rig: Rig) -> list[Text]:
    return [part for part in rig.receipts.printed[0].parts if isinstance(part, Text)]


def test_with_the_hall_away_a_proof_is_honestly_refused_and_nothing_is_sealed() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            rig.hall.down = True
            await start(rig, PROOF)
            rig.reader.put(WANG)
            await rig.wait(0)
            await rig.press("primary")
            refusal = rig.page(pg.RefusalPage)
            assert [way.id for way in refusal.ways] == ["row:staff", "row:ticket", "row:other", "row:print", "row:end"]
            assert rig.store.sealed == []
            rig.hall.down = False
            await rig.press("primary")
            await rig.wait(1)
            rig.page(pg.DonePage)

    asyncio.run(visit())


def test_an_address_change_takes_pages_and_the_old_licence_with_at_most_twenty_three_touches() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await change_address(rig)
            await hand_in(rig)
            assert rig.touches <= 23
            sealed = rig.store.sealed[0]
            assert sealed.item_code == ADDRESS_CHANGE
            assert [page.kind for page in sealed.attachments] == ["premises_lease"]
            await rig.wait(1)
            await rig.press("second")
            assert rig.page(pg.PresentPage).picture == "voucher"
            await rig.press("back")
            rig.page(pg.DonePage)
            await rig.press("second")
            rig.scanner.show("K071126112400001X")
            await rig.wait(0)
            door = rig.page(pg.LockerPage)
            assert [cell.number for cell in door.cells if cell.mine] == ["03"]
            assert not rig.store.events
            rig.locker.shut_all()
            await rig.wait(0)
            assert [(event.kind, event.cell) for event in rig.store.events] == [("deposited", 3)]
            assert not rig.store.intents
            rig.page(pg.MessagePage)

    asyncio.run(visit())


def test_the_original_may_also_be_put_in_later_with_the_voucher() -> None:
    async def visit() -> None:
        rig = Rig()
        async with running(rig):
            await change_address(rig)
            await hand_in(rig)
            await rig.wait(1)
        again = Rig(store=rig.store, locker=rig.locker)
        async with running(again):
            await again.press("pickup", "row:deposit")
            again.scanner.show("K071126112400001X")
            await again.wait(0)
            again.page(pg.LockerPage)
            again.locker.shut_all()
            await again.wait(0)
            assert [event.kind for event in again.store.events] == ["deposited"]
        third = Rig(store=rig.store)
        async with running(third):
            await third.press("pickup", "row:deposit")
            third.scanner.show("K071126112400001X")
            await third.wait(0)
            assert third.page(pg.PresentPage).trouble

    asyncio.run(visit())


def parcel(cell: int | None = 4) -> Parcel:
    assignment = LockerAssignment(
        parcel_id=f"{7:032x}", label="E-0007", number="K071126112400001X", case_number="HALL-0001", holder="0" * 64,
        code="0" * 64, title_zh="无犯罪记录证明", title_en="Certificate", expires_at="2026-12-01T00:00:00+08:00",
    )  # fmt: skip
    return Parcel(f"{7:032x}", "K071126112400001X", cell, assignment)


def test_a_result_is_taken_out_with_card_and_code_and_the_door_opens_once() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.parcels = [(LI.id_number, parcel())]
        rig.store.codes = {f"{7:032x}": CODE}
        async with running(rig):
            await rig.press("primary")
            rig.reader.put(LI)
            await rig.wait(0)
            question = rig.page(pg.QuestionPage)
            assert question.keyboard is pg.Keyboard.CODE
            await rig.type("code", "WRNGCDEF")
            assert rig.page(pg.QuestionPage).error
            await rig.type("code", CODE)
            assert rig.page(pg.LockerPage).number == "04"
            assert rig.locker.open_doors == {4}
            assert len(rig.locker.intents) == 1
            rig.locker.shut_all()
            await rig.wait(0)
            assert [(e.kind, e.parcel_id) for e in rig.store.events] == [("picked-up", f"{7:032x}")]
            await rig.press("row:rate-5")
            rating = rig.store.sealed[0].body
            assert isinstance(rating, RatingBody)
            assert (rating.stars, rating.stage) == (5, "closed")
            await rig.press("primary")
            rig.reader.lying = False
            await rig.wait(2)
            assert rig.ended is EndReason.FINISHED

    asyncio.run(visit())


def test_a_courier_delivers_an_announced_envelope_and_hall_staff_collect_an_original() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.parcels = [(LI.id_number, parcel(None))]
        async with running(rig):
            await log_in(rig, "2001")
            assert [one.id for one in rig.page(pg.VendorPage).actions] == ["deliver"]
            await rig.press("deliver")
            rig.scanner.show("E-9999")
            await rig.wait(0)
            assert rig.page(pg.PresentPage).trouble
            rig.scanner.show("E-0007")
            await rig.wait(1)
            assert rig.page(pg.LockerPage).number == "01"
            rig.locker.shut_all()
            await rig.wait(0)
            assert [(e.kind, e.cell, e.parcel_id) for e in rig.store.events] == [("delivered", 1, f"{7:032x}")]

    asyncio.run(visit())


def test_hall_staff_take_out_a_result_that_nobody_came_for() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.overdue = [parcel(6)]
        async with running(rig):
            await log_in(rig, "3001")
            await rig.press("collect")
            (row,) = rig.page(pg.ListPage).rows
            assert "过期" in row.note
            await rig.press(row.id)
            await rig.wait(1)
            assert rig.page(pg.LockerPage).number == "06"
            rig.locker.shut_all()
            await rig.wait(0)
            assert [(e.kind, e.cell, e.parcel_id) for e in rig.store.events] == [("collected", 6, f"{7:032x}")]

    asyncio.run(visit())


def ratings(rig: Rig) -> list[RatingBody]:
    return [one.body for one in rig.store.sealed if isinstance(one.body, RatingBody)]


def test_a_rating_is_sealed_once_on_its_own_and_is_voluntary() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_number(rig)
            await rig.wait(1)
            await rig.press("rate:5", "rate:3")
            assert [one.stars for one in ratings(rig)] == [5]
            assert rig.store.sealed[1].depends_on == rig.store.sealed[0].sub_id
            assert rig.page(pg.DonePage).ratings == ()

    asyncio.run(visit())


@pytest.mark.parametrize(("pressed", "reasons"), [("reason:slow", ("slow",)), ("primary", ()), ("leave", ())])
def test_after_a_bad_rating_the_reason_is_asked_and_may_be_left_out(pressed: str, reasons: tuple[str, ...]) -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_number(rig)
            await rig.wait(1)
            await rig.press("rate:2")
            assert rig.page(pg.DonePage).ratings[0].id == "reason:slow"
            assert ratings(rig) == []
            await rig.press("reason:nonsense", pressed)
            assert [(one.stars, one.reasons) for one in ratings(rig)] == [(2, reasons)]

    asyncio.run(visit())


async def log_in(rig: Rig, number: str) -> None:
    from flows.events import PinTyped, VendorCornerHeld

    await rig.post(VendorCornerHeld())
    for key in number:
        await rig.post(PinTyped("number", key))
    for key in rig.gate.pin:
        await rig.post(PinTyped("pin", key))
    await rig.press("primary")
    rig.page(pg.VendorPage)
