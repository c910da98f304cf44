"""Pages read in processes that are watched: for exceptions, crashes, hangs, time and memory, page by page.

A process that crashed, hung or outgrew its memory is replaced, so that one page costs the run nothing but itself.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

import spiders
from zscrawl.items import FAMILIES, Page

SECONDS = 2.0
"""Processor time that one page may take."""
MEGABYTES = 1000
"""Peak memory of a process that reads, whatever pages it has read."""
HANG_SECONDS = 20
"""Processor time after which a page counts as hung: its process prints where it is, and ends."""
_ADDRESS_SPACE = 4 << 30
"""Where memory ends for such a process, so that a runaway page does not take the machine's."""


@dataclass(frozen=True, slots=True)
class Case:
    """A page to be read, the family to read it as (None: recognise it), and what it is, for the report."""

    page: Page
    family: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How reading went: ``fault`` is empty if all went well. ``seconds`` are of processor time."""

    number: int
    label: str
    seconds: float
    megabytes: float
    fault: str


Make = Callable[[int], Case]


def read_watched(make: Make, numbers: Iterable[int], jobs: int, *, fresh: bool = False) -> Iterator[Outcome]:
    """Read the pages that ``make`` makes of ``numbers``, ``jobs`` at a time; outcomes come as they are ready.

    ``fresh``: each page in a process of its own, so that the memory is of this page alone.
    """
    for family in FAMILIES:  # else every process imports them anew
        spiders.family_module(family)
    waiting = iter(numbers)
    readers: dict[Connection, _Reader] = {}
    try:
        while True:
            while len(readers) < jobs and (number := next(waiting, None)) is not None:
                reader = _Reader(make)
                readers[reader.pipe] = reader
                reader.ask(number)
            if not readers:
                return
            for pipe in wait(list(readers)):
                assert isinstance(pipe, Connection)
                outcome = readers[pipe].answer()
                dead = not readers[pipe].process.is_alive()
                spent = fresh or dead or outcome.megabytes > MEGABYTES
                if spent or (number := next(waiting, None)) is None:
                    readers.pop(pipe).end()
                else:
                    readers[pipe].ask(number)
                yield outcome
    finally:
        for reader in readers.values():
            reader.end()


class _Reader:
    """One process and the number of the page that it has been given."""

    def __init__(self, make: Make) -> None:
        self.pipe, other = multiprocessing.Pipe()
        context = multiprocessing.get_context("fork")
        self.process = context.Process(target=_read_all, args=(make, other), daemon=True)
        self.process.start()
        other.close()
        self.make = make
        self.number = -1

    def ask(self, number: int) -> None:
        self.number = number
        self.pipe.send(number)

    def answer(self) -> Outcome:
        try:
            outcome: Outcome = self.pipe.recv()
        except EOFError:
            self.process.join()
            code = self.process.exitcode or 0
            name = signal.Signals(-code).name if code < 0 else f"status {code}"
            fault = f"hung for {HANG_SECONDS} s" if code == -signal.SIGPROF else f"crashed with {name}"
            return Outcome(self.number, self.make(self.number).label, HANG_SECONDS, 0, fault)
        return outcome

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _read_all(make: Make, pipe: Connection) -> None:
    """What a process does: read the pages it is asked for until it is ended."""
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    # The handler says where the process is and lets the signal end it; it works inside a C library's loop too.
    faulthandler.register(signal.SIGPROF, chain=True)
    parent = multiprocessing.parent_process()
    assert parent is not None
    while pipe in wait([pipe, parent.sentinel]):  # else the run has been killed
        number: int = pipe.recv()
        case = make(number)
        seconds, fault = _read(case)
        if seconds > SECONDS:  # what else the machine does can double a figure, seldom twice
            seconds = min(seconds, _read(case)[0])
        if not fault and seconds > SECONDS:
            fault = f"took {seconds:.1f} s"
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if not fault and megabytes > MEGABYTES:
            fault = f"took {megabytes:.0f} MB"
        pipe.send(Outcome(number, case.label, seconds, megabytes, fault))


def _read(case: Case) -> tuple[float, str]:
    fault = ""
    signal.setitimer(signal.ITIMER_PROF, HANG_SECONDS)
    started = time.process_time()
    try:
        spiders.read(case.page, family=case.family)
    except Exception:  # whatever it is, a page must not raise it
        fault = traceback.format_exc(limit=-3)
    seconds = time.process_time() - started
    signal.setitimer(signal.ITIMER_PROF, 0)
    return seconds, fault
