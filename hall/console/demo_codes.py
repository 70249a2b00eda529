"""Test codes for the simulated phone: what an electronic licence or credential app would show. Loopback only."""

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel

from hall.console.access import hall_of
from hall.queries.credentials import issue
from hall.service.hall import Hall

router = APIRouter(prefix="/demo")


class DemoCode(BaseModel):
    code: str
    expires_at: str


@router.get("/elicence")
async def licence_code(request: Request, company: Annotated[str, Query(max_length=20)]) -> DemoCode:
    hall = hall_of(request)
    if hall.registers.company(company) is None:
        raise HTTPException(404, "no such synthetic company")
    return _issued(hall, "company", company)


@router.get("/ecredential")
async def credential_code(request: Request, person: Annotated[str, Query(max_length=20)]) -> DemoCode:
    hall = hall_of(request)
    if hall.registers.person_of_card(person) is None:
        raise HTTPException(404, "no such synthetic person")
    return _issued(hall, "person", person)


def _issued(hall: Hall, kind: Literal["company", "person"], subject: str) -> DemoCode:
    issued = issue(hall.keys, kind, subject, hall.clock())
    return DemoCode(code=issued.code, expires_at=issued.expires_at.isoformat())
