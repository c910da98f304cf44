"""One process that reads pages, and the socket over which the event loop asks it.

A page goes there as a pickle; an article comes back as the pickle's length (8 bytes) and the pickle. So the loop needs
no thread for it, and whoever is behind a page that never comes back can be told from the others and killed.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import resource
import signal
import socket
import threading
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.connection import wait
from typing import Any

from zscrawl.items import FAMILIES

MEMORY = 4 * 1024**3
"""Bytes of address space of one process. The largest page that is fetched (20 MB) needs some hundred MB."""
_LENGTH = 8
_CHUNK = 256 * 1024


def begin_loading() -> None:
    """Have what readers import loaded in the background, in the server that they are forked from.

    They are not forked from here: threads of ours may hold locks. The fork server has none, and imports once.
    """
    multiprocessing.set_forkserver_preload([f"spiders.{name}" for name in FAMILIES])
    forkserver.ensure_running()


class ReaderDiedError(Exception):
    """The process has ended before it answered."""


class ReaderProcess:
    """Calls ``function`` in a process of its own. Starting it may take a second, until all is loaded.

    ``in_call`` after a call says that it did not come to its end: then only `kill` is left.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        begin_loading()
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        context = multiprocessing.get_context("forkserver")
        self._process = context.Process(target=_serve, args=(theirs, function), name="reader")
        with theirs:
            self._process.start()
        self.in_call = False

    async def call(self, *arguments: Any) -> Any:
        """What the function returns, or raises; one call at a time. Raises ReaderDiedError if nobody answers."""
        self.in_call = True
        try:
            answer = await self._exchange(pickle.dumps(arguments))
        except (EOFError, OSError) as error:
            raise ReaderDiedError from error
        self.in_call = False
        fine, value = pickle.loads(answer)  # noqa: S301 - from a process of ours
        if not fine:
            raise value
        return value

    async def _exchange(self, message: bytes) -> memoryview:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._socket, message)
        answer = bytearray()
        while len(answer) < _LENGTH or len(answer) < _LENGTH + int.from_bytes(answer[:_LENGTH]):
            received = await loop.sock_recv(self._socket, _CHUNK)
            if not received:
                raise EOFError
            answer += received
        return memoryview(answer)[_LENGTH:]

    def kill(self) -> None:
        """End the process at once. What it is reading is lost."""
        self._socket.close()
        self._process.kill()
        self._process.join()


# --- in the other process


def _serve(channel: socket.socket, function: Callable[..., Any]) -> None:
    _begin()
    with channel, channel.makefile("rb") as calls:
        while True:
            try:
                arguments = pickle.load(calls)  # noqa: S301 - from the crawl
            except EOFError:  # the crawl has hung up
                return
            answer = pickle.dumps(_outcome(function, arguments))
            channel.sendall(len(answer).to_bytes(_LENGTH) + answer)


def _outcome(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, function(*arguments)
    except Exception as error:
        return False, error.with_traceback(None)


def _begin() -> None:
    """An interrupt is the crawl's business; without a crawl there is nothing to do."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
