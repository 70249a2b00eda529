"""Whole visits, from the first touch to goodbye, without a screen."""

import asyncio

from flows import pages as pg
from flows.session.stages import EndReason
from tests.flows.session.branch import CHEN, LI, LICENCE_CODE, WANG
from tests.flows.session.rig import Rig, running


def test_a_proof_is_printed_with_four_touches_and_its_record_sealed() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await rig.press("tile:PH-P-001", "primary", "primary")
            rig.page(pg.PresentPage)
            rig.reader.put(WANG)
            await rig.wait(0)
            rig.page(pg.ReviewPage)
            await rig.press("primary")
            await rig.wait(1)
            done = rig.page(pg.DonePage)
            assert done.state is pg.DoneState.DELIVERED
            assert rig.touches <= 5
            assert rig.documents.printed == [b"%PDF-1.7 demo"]
            assert len(rig.store.sealed) == 1
            assert len(rig.receipts.printed) == 1
            rig.reader.lying = False
            await rig.press("primary")
            assert rig.ended is EndReason.FINISHED

    asyncio.run(visit())
