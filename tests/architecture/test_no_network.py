"""Nothing in the product can speak to a network: what would is not imported anywhere."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NETWORK = frozenset(
    {
        *("PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets"),
        *("_socket", "http", "socket", "socketserver", "ssl", "urllib.request", "webbrowser"),
        *("ftplib", "imaplib", "nntplib", "poplib", "smtplib", "telnetlib", "xmlrpc"),
        *("aiohttp", "httpx", "requests", "urllib3", "websockets"),
    }
)
# An event loop can call out by itself.
CALLS = frozenset(
    {
        *("create_connection", "create_datagram_endpoint", "open_connection"),
        *("create_server", "start_server"),
    }
)


def reaches_out(source: str) -> list[str]:
    """The imports and calls in a module that belong to a network, as written."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            names = [node.func.attr] if node.func.attr in CALLS else []
            if node.func.attr == "openUrl" and "fromLocalFile" not in ast.unparse(node):
                names = [ast.unparse(node)]
            found.extend(names)
            continue
        found.extend(name for name in names if within_network(name))
    return found


def within_network(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in NETWORK)


def test_no_module_of_the_product_reaches_out():
    found = {
        path.relative_to(ROOT).as_posix(): reached
        for folder in ("facilitator", "ui")
        for path in (ROOT / folder).rglob("*.py")
        if (reached := reaches_out(path.read_text(encoding="utf-8")))
    }

    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "import socket",
        "import http.client as client",
        "from http import client",
        "from urllib import request",
        "from urllib.request import urlopen",
        "import ssl",
        "from PySide6 import QtNetwork",
        "from PySide6.QtNetwork import QTcpSocket",
        "def late():\n    import socket",
        "loop.create_connection(make, 'example.org', 80)",
        "QDesktopServices.openUrl(QUrl('https://example.org'))",
    ],
)
def test_a_line_that_reaches_out_is_found(line):
    assert len(reaches_out(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "from urllib.parse import quote",
        "from PySide6 import QtWidgets",
        "import asyncio",
        "QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))",
    ],
)
def test_a_line_that_stays_here_is_let_be(line):
    assert reaches_out(line) == []
