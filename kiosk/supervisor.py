"""The supervisor: starts terminal, standby, sync and cover, watches them, starts them again. Standard library only.

One terminal serves; a second has loaded code and pages and waits. When the first has ended, for whatever reason, and
its scratch folder is erased, the second is told to go. `kill -9` of any process costs at most the running session.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.child_process import ChildProcess, Plan, Role, start_child
from kiosk.delays import LOAD_LIMIT_S, STANDBY_PAUSE_S, STEADY_S, STOP_LIMIT_S, restart_delay_s
from kiosk.left_scratch import LeftScratch
from kiosk.outbox_watch import OutboxWatch
from kiosk.pipe_lines import EXIT_SETTINGS, Message
from kiosk.watchdog import Watchdog
from kiosk.wipe import WipeCause, wipe

log = logging.getLogger(__name__)

Report = Callable[[Mapping[str, Any]], None]

OUT_OF_SERVICE_AFTER = 4
"""failures in a row after which the cover says 暂停服务 instead of 请稍候"""


class Supervisor:
    """`report` hears of every change as a plain map (the development tools and the tests follow it)."""

    def __init__(
        self,
        plan: Plan,
        report: Report,
        clock: Callable[[], float] = time.monotonic,
        left: LeftScratch | None = None,
    ) -> None:
        self._plan = plan
        self._left = left or LeftScratch()
        self._report = report
        self._clock = clock
        self._children: dict[int, ChildProcess] = {}
        self._failures: dict[Role, int] = dict.fromkeys(Role, 0)
        self._starting: set[Role] = set()
        self._started = 0
        self._active: ChildProcess | None = None
        self._vacant_since = clock()
        self._served = False
        self._renewing = False
        """new content is staged and no standby has loaded it yet"""
        self._outbox = OutboxWatch()
        self.power_lost = False
        """`run` ended because the machine is to be switched off"""
        self._exit: asyncio.Future[int] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._watchdog = Watchdog()

    async def run(self) -> int:
        """Until `stop`, a closed terminal or refused settings; returns the exit code."""
        self._exit = asyncio.get_running_loop().create_future()
        wiped = wipe((self._plan.scratch,), WipeCause.START)
        log.info("wiped", extra={"cause": wiped.cause, "files": wiped.files})
        for role in (Role.COVER, Role.SYNC, Role.TERMINAL):
            if role in self._plan.commands:
                await self._start(role)
        ticking = asyncio.create_task(self._watch())
        code = await self._exit
        ticking.cancel()
        await self._end_all()
        return code

    def stop(self, reason: str, code: int = 0) -> None:
        """Ends every process in order and then `run`."""
        if self._exit is not None and not self._exit.done():
            log.info("supervisor-stopped", extra={"reason": reason})
            self._exit.set_result(code)

    # ---- starting -------------------------------------------------------------------------------------------------

    async def _start(self, role: Role) -> None:
        self._started += 1
        command = list(self._plan.commands[role])
        if role is Role.TERMINAL and not self._served and self._failures[role] == 0:
            command += self._plan.first_terminal
        try:
            child = await start_child(
                role,
                self._started,
                command,
                scratch=self._plan.scratch / f"{role}-{self._started}",
                cache=self._plan.cache,
                now=self._clock(),
                on_said=self._heard,
                on_ended=self._ended,
            )
        except OSError:
            log.exception("process-not-started", extra={"role": role})
            self._failures[role] += 1
            self._restart(role)
            return
        self._children[child.number] = child
        log.info("process-started", extra={"role": role, "child": child.number})
        self._tell("started", child)

    def _start_later(self, role: Role, pause_s: float) -> None:
        """At most one start of a role is ever under way."""
        if role in self._starting or self._stopping:
            return
        self._starting.add(role)

        async def start() -> None:
            await asyncio.sleep(pause_s)
            self._starting.discard(role)
            if not self._stopping:
                await self._start(role)

        task = asyncio.create_task(start())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def _stopping(self) -> bool:
        return self._exit is None or self._exit.done()

    # ---- hearing --------------------------------------------------------------------------------------------------

    def _heard(self, child: ChildProcess, message: Message) -> None:
        child.heard_at = self._clock()
        match message.get("say"):
            case "ready":
                child.ready = True
                spent = round((self._clock() - child.started_at) * 1000)
                log.info("process-ready", extra={"role": child.role, "child": child.number, "milliseconds": spent})
                self._tell("ready", child)
                self._promote()
                self._show_new_content(child)
            case "serving":
                self._serves(child)
            case "alive":
                self._alive(child, message)
            case "robot":
                child.robot = int(message["port"])
            case "sync":
                log.info("sync-link", extra={"link": message.get("link"), "waiting": message.get("waiting")})
                self._hear_of_outbox(child, message)
            case "sound":
                self._hear_of_outbox(child, message)
            case "content" if message.get("outcome") == "staged":
                log.info("terminal-renewed", extra={"release": message.get("release")})
                self._renew()
            case "close":
                self.stop("closed by staff")
            case "power-low" if self._plan.power_off:
                self.power_lost = True
                self.stop("battery low")

    def _serves(self, child: ChildProcess) -> None:
        child.serving = True
        self._served = True
        spent = round((self._clock() - self._vacant_since) * 1000)
        log.info("terminal-serving", extra={"child": child.number, "milliseconds": spent})
        self._cover("hide")
        self._tell("serving", child, milliseconds=spent)
        if self._plan.standby:
            self._start_later(Role.TERMINAL, max(STANDBY_PAUSE_S, restart_delay_s(self._failures[Role.TERMINAL])))

    def _alive(self, child: ChildProcess, message: Message) -> None:
        child.in_session = bool(message.get("in_session"))
        size = int(message.get("mebibytes", 0))
        if child is self._active and not child.in_session and size > self._plan.memory_cap_mib and self._standby:
            log.warning("terminal-retired", extra={"child": child.number, "mebibytes": size})
            child.tell("retire")

    # ---- new content ----------------------------------------------------------------------------------------------

    def _renew(self) -> None:
        """The standby has loaded what was in use before: another takes its place."""
        standby = self._standby
        self._renewing = True
        if standby is not None:
            standby.asked_to_end = True
            standby.tell("stop")
        elif self._active is not None and not self._plan.standby:
            self._renewing = False
            self._active.tell("retire")

    def _show_new_content(self, ready: ChildProcess) -> None:
        """Nobody is interrupted: a terminal that serves a customer does not hear of it."""
        if self._renewing and ready.role is Role.TERMINAL and not ready.asked_to_end:
            self._renewing = False
            if self._active is not None and ready is not self._active:
                self._active.tell("retire")

    # ---- ends -----------------------------------------------------------------------------------------------------

    def _ended(self, child: ChildProcess, code: int) -> None:
        now = self._clock()
        self._children.pop(child.number, None)
        self._left.erase(child.scratch)
        in_order = code == 0 or child.asked_to_end
        log.info("process-ended", extra={"role": child.role, "child": child.number, "code": code, "asked": in_order})
        self._tell("ended", child, code=code)
        if code == EXIT_SETTINGS and child.role is Role.TERMINAL and not self._served:
            self.stop("settings refused", EXIT_SETTINGS)
        if self._stopping:
            return
        steady = now - child.started_at > STEADY_S
        self._failures[child.role] = 0 if in_order or steady else self._failures[child.role] + 1
        if child.role is Role.SYNC and self._outbox.ended(code):
            self._retire_or_close()
        if child is self._active:
            self._active = None
            self._vacant_since = now
            worn_out = self._failures[child.role] >= OUT_OF_SERVICE_AFTER
            self._cover("show", trouble=not in_order, closed=worn_out or self._outbox.closed)
            self._promote()
        if child.role is not Role.TERMINAL or ((self._active is None or self._renewing) and self._standby is None):
            self._restart(child.role)

    def _hear_of_outbox(self, sync: ChildProcess, message: Message) -> None:
        if not self._outbox.hear(message):
            return
        self._tell("outbox", sync, closed=self._outbox.closed)
        if self._outbox.closed and self._active is None:
            self._cover("show", trouble=False, closed=True)
        self._promote()

    def _retire_or_close(self) -> None:
        """Whoever is being served may finish: sealing checks every page of the outbox that it touches."""
        if self._active is None:
            self._cover("show", trouble=True, closed=True)
        else:
            self._active.tell("retire")

    def _restart(self, role: Role) -> None:
        pause = restart_delay_s(self._failures[role])
        if pause:
            log.warning("process-backoff", extra={"role": role, "failures": self._failures[role], "seconds": pause})
        self._start_later(role, pause)

    @property
    def _standby(self) -> ChildProcess | None:
        return next((c for c in self._children.values() if c.role is Role.TERMINAL and c is not self._active), None)

    def _promote(self) -> None:
        standby = self._standby
        if self._active is None and not self._outbox.closed and standby is not None and standby.ready:
            self._active = standby
            standby.heard_at = self._clock()
            standby.tell("go")

    def _cover(self, order: str, **fields: Any) -> None:
        for child in self._children.values():
            if child.role is Role.COVER:
                child.tell(order, **fields)

    # ---- watching -------------------------------------------------------------------------------------------------

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            now = self._clock()
            for child in list(self._children.values()):
                self._end_if_silent(child, now)
            self._watchdog.alive()

    def _end_if_silent(self, child: ChildProcess, now: float) -> None:
        if child.role is not Role.TERMINAL:
            return
        limit = self._plan.heartbeat_limit_s if child.ready else LOAD_LIMIT_S
        if child.ready and child is not self._active:
            return
        if now - child.heard_at > limit:
            log.error("process-silent", extra={"role": child.role, "child": child.number, "seconds": round(limit)})
            child.kill()

    async def _end_all(self) -> None:
        children = list(self._children.values())
        for child in children:
            child.asked_to_end = True
            child.tell("stop")
        readers = [child.reader for child in children if child.reader is not None]
        if readers:
            _, late = await asyncio.wait(readers, timeout=STOP_LIMIT_S)
            for child in children:
                if child.reader in late:
                    child.kill()
            await asyncio.wait(readers)
        self._watchdog.stopping()

    def _tell(self, event: str, child: ChildProcess, **fields: Any) -> None:
        pid = child.process.pid
        self._report(
            {"event": event, "role": child.role, "child": child.number, "pid": pid, "robot": child.robot} | fields
        )
