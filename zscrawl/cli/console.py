"""The two consoles (results on stdout, progress on stderr) and text made safe for a terminal."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

# Control characters and terminal escapes that a page could smuggle into a title.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# A pipe has no width: rows must come whole, so the "screen" is as wide as any row gets.
_PIPE_WIDTH = 100_000


class _Pipeable(Console):
    """Whose reader may go (``zscrawl … | head``): rich would end the process with exit code 1, `main` with 0."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


console = _Pipeable(
    width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False, soft_wrap=not sys.stdout.isatty()
)
messages = Console(stderr=True, width=None if sys.stderr.isatty() else 120, highlight=False)


def printable(text: str) -> Text:
    """``text`` from a page as it may be shown: no control characters, no markup of ours in it."""
    return Text(_CONTROLS.sub("", text))


@contextmanager
def paged(lines: int) -> Iterator[None]:
    """What is printed within goes through a pager if a terminal cannot show so many lines at once."""
    if not console.is_terminal or lines < console.height - 2:
        yield
        return
    # less shows colours as "ESC[1m" unless it is told not to; a person's own LESS is left alone.
    os.environ.setdefault("LESS", "-FRX")
    with console.pager(styles=not console.no_color):
        yield


def print_marked(mark: str, text: str, style: str) -> None:
    """``text`` behind a mark such as ``+ ``; on a terminal its further lines are indented as far."""
    shown = printable(text)
    if console.is_terminal:
        indent = Text("\n" + " " * len(mark))
        shown = indent.join(shown.wrap(console, max(1, console.width - len(mark)), overflow="fold"))
    console.print(Text(mark) + shown, style=style)


class StepProgress:
    """A bar a step, as calls ``(step, done, total, now)`` come in."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int, now: str = "") -> None:
        if step not in self._tasks:
            self._tasks[step] = self._bar.add_task(step, total=total, now="")
        self._bar.update(self._tasks[step], completed=done, total=total, now=printable(now).plain)


@contextmanager
def step_progress() -> Iterator[StepProgress]:
    """Counts, a bar, the time and what is worked on now; on stderr, gone when done, silent if nobody looks."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=max(10, min(40, shutil.get_terminal_size().columns // 4))),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", style="dim", markup=False),
        console=messages,
        transient=True,
        disable=not messages.is_terminal,
    )
    with bar:
        yield StepProgress(bar)
