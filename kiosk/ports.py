"""Where a device is attached: judging a port URL without opening it."""

import os
import re
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

NETWORK_SCHEMES = frozenset({"socket", "rfc2217", "http", "https", "rtsp", "ipp", "ipps", "tcp", "nut"})
FILE_SCHEMES = frozenset({"file"})
LOCAL_SCHEMES = frozenset({"usb", "pcsc"})
"""buses of this machine; what is on them only opening tells"""
IPP_PORT, NUT_PORT = 631, 3493
SHARED_SCHEMES = frozenset({"http", "https", "rtsp"})
"""a camera's stream may be looked at by several"""
PSEUDO_TERMINALS = "/dev/pts/"


def port_fault(port: str, *, must_exist: bool) -> str | None:
    """Why `port` cannot be a device's port, or None. `must_exist` also looks for local device files."""
    if not port:
        return "is empty"
    if re.fullmatch(r"COM\d{1,3}", port):
        return _com_port_fault(port) if must_exist else None
    if re.fullmatch(r"\d{1,2}", port):
        return _file_fault(f"/dev/video{port}") if must_exist else None
    if "://" in port:
        return _url_fault(urlsplit(port), port, must_exist=must_exist)
    if not port.startswith("/"):
        return f"{port!r} is neither a device file, a COM port nor a URL"
    return _file_fault(port) if must_exist else None


def is_simulated(driver: str, port: str) -> bool:
    """Simulators are processes on this machine: a loopback socket or stream, or a driver that says so.

    A print queue of this machine (CUPS, port 631) and its power supply (upsd, port 3493) are real ones.
    """
    if driver.startswith("simulated") or same_place(port).startswith(PSEUDO_TERMINALS):
        return True
    parts = urlsplit(port)
    if parts.scheme not in NETWORK_SCHEMES | {"pcsc"} or not _is_loopback(parts.hostname or ""):
        return False
    own = {"ipp": IPP_PORT, "ipps": IPP_PORT, "nut": NUT_PORT}.get(parts.scheme)
    return own is None or parts.port not in (None, own)


def can_be_shared(port: str) -> bool:
    """By several devices of one terminal."""
    return urlsplit(port).scheme in SHARED_SCHEMES


def same_place(port: str) -> str:
    """Equal for two ways to write one port: by another link, by a camera's number, in upper or lower case."""
    if re.fullmatch(r"\d{1,2}", port):
        port = f"/dev/video{port}"
    return os.path.realpath(port) if port.startswith("/") else port.casefold()


def _is_loopback(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _url_fault(parts: SplitResult, port: str, *, must_exist: bool) -> str | None:
    if parts.scheme in FILE_SCHEMES:
        return _file_fault(parts.path) if must_exist else None
    if parts.scheme in LOCAL_SCHEMES:
        return None
    if parts.scheme not in NETWORK_SCHEMES:
        return f"unknown kind of port {parts.scheme!r}"
    if not parts.hostname:
        return f"{port!r} names no host"
    try:
        number = parts.port
    except ValueError:
        return f"{port!r} has no valid port number (1 to 65535)"
    if number == 0 or (number is None and parts.scheme in ("socket", "rfc2217", "tcp")):
        return f"{port!r} has no valid port number (1 to 65535)"
    return None


def _file_fault(path: str) -> str | None:
    return None if Path(path).exists() else f"port {path} does not exist"


def _com_port_fault(port: str) -> str | None:
    return None if Path(rf"\\.\{port}").exists() else f"port {port} does not exist"
