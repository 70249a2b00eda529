"""What the console says when something cannot be done: in words, with what to do next; scripts get it as JSON."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from starlette.exceptions import HTTPException

from hall.console.access import ForbiddenError, SignInNeededError
from hall.console.rendering import page


@dataclass(frozen=True)
class Failure:
    status: int
    word: str
    """for scripts"""
    title: str
    advice: str


NOT_FOUND: Final = Failure(404, "not found", "没有这一页", "可能已经处理完，或者不归您的部门。请从列表里重新找。")
FORBIDDEN: Final = Failure(403, "not for this role", "您的岗位不能这样做", "需要的话，请找督办。")
INCOMPLETE: Final = Failure(422, "the form is not complete", "没有存下来：有一栏没填好", "请退回上一页，填好再交。")
TOO_LARGE: Final = Failure(413, "the form is too large", "没有存下来：内容太长", "请退回上一页，写短些再交。")
BUSY: Final = Failure(503, "try again", "现在存不下来", "数据库一时连不上或正忙，什么都没有改。请过一会儿再试。")
OTHER: Final = Failure(400, "not possible", "这样做不了", "请从列表里重新开始。")


def tell_failures(app: FastAPI) -> None:
    app.add_exception_handler(SignInNeededError, _to_login)
    app.add_exception_handler(HTTPException, _refused)
    for kind, failure in _FAILURES.items():
        app.add_exception_handler(kind, _saying(failure))


async def _to_login(request: Request, error: Exception) -> Response:
    if _is_script(request):
        return JSONResponse({"error": "sign in first"}, 401)
    return RedirectResponse("/console/login", 303)


async def _refused(request: Request, error: Exception) -> Response:
    """Words that are not the framework's own say more than that nothing is there."""
    if not isinstance(error, HTTPException):
        raise error
    failure = next((known for known in (NOT_FOUND, TOO_LARGE) if known.status == error.status_code), OTHER)
    advice = failure.advice if error.detail.isascii() else error.detail
    return _told(request, replace(failure, status=error.status_code, advice=advice))


def _saying(failure: Failure) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def tell(request: Request, error: Exception) -> Response:
        return _told(request, failure)

    return tell


def _told(request: Request, failure: Failure) -> Response:
    if _is_script(request):
        return JSONResponse({"error": failure.word}, failure.status)
    return page(request, "failure.html", None, failure.status, failure=failure)


def _is_script(request: Request) -> bool:
    return request.url.path.startswith(("/console/api/", "/demo/"))


_FAILURES: Final[dict[type[Exception], Failure]] = {
    ForbiddenError: FORBIDDEN,
    RequestValidationError: INCOMPLETE,
    DataError: NOT_FOUND,
    OperationalError: BUSY,
    InterfaceError: BUSY,
}
