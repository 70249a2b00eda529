"""Sign in and out."""

import hmac
import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from hall.accounts import LONGEST_PASSWORD
from hall.console.access import COOKIE, LOGIN_COOKIE, genuine_form, hall_of, staff
from hall.console.rendering import page
from hall.console.sessions import Credentials, SignedIn, sign_in, sign_out
from hall.service.hall import Hall

router = APIRouter()


@router.get("/console/login")
async def show_login(request: Request) -> HTMLResponse:
    return _login_page(request, "")


@router.post("/console/login")
async def log_in(
    request: Request,
    number: Annotated[str, Form(max_length=20)],
    password: Annotated[str, Form(max_length=LONGEST_PASSWORD)],
    code: Annotated[str, Form(max_length=10)] = "",
    csrf: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    if not csrf or not hmac.compare_digest(csrf.encode(), request.cookies.get(LOGIN_COOKIE, "").encode()):
        return _login_page(request, "页面过期了，请再登录一次", 403)
    hall, given = hall_of(request), Credentials(number, password, code.strip())
    token = await run_in_threadpool(sign_in, hall.database, hall.seal, given, hall.clock())
    if token is None:
        return _login_page(request, "工号、密码或动态码不对，或者账号已锁定，请稍后再试", 403)
    response = RedirectResponse("/console", 303)
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/console")
    response.delete_cookie(LOGIN_COOKIE, path="/console")
    return response


@router.post("/console/logout", dependencies=[Depends(genuine_form)])
async def log_out(request: Request, who: Annotated[SignedIn, Depends(staff)]) -> Response:
    await run_in_threadpool(_sign_out, hall_of(request), request.cookies[COOKIE])
    response = RedirectResponse("/console/login", 303)
    response.delete_cookie(COOKIE, path="/console")
    return response


def _login_page(request: Request, fault: str, status: int = 200) -> HTMLResponse:
    token = secrets.token_urlsafe(24)
    response = page(request, "login.html", None, status, fault=fault, login_csrf=token)
    response.set_cookie(LOGIN_COOKIE, token, httponly=True, samesite="strict", path="/console")
    return response


def _sign_out(hall: Hall, token: str) -> None:
    with hall.database.write() as session:
        sign_out(session, token)
