"""How long the event loop is held up by something that should not run on it."""

from __future__ import annotations

import asyncio
import time

INTERVAL = 0.05
"""Seconds between two looks."""
MAX_SAMPLES = 100_000


class LoopLag:
    """Sleeps ``INTERVAL`` again and again, and notes by how many seconds it woke later than asked."""

    def __init__(self) -> None:
        self._samples: list[float] = []

    async def watch(self) -> None:
        """Runs until it is cancelled."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(INTERVAL)
            if len(self._samples) < MAX_SAMPLES:
                self._samples.append(time.monotonic() - before - INTERVAL)

    @property
    def largest(self) -> float:
        return max(self._samples, default=0.0)

    def percentile(self, share: float) -> float:
        """The lag that ``share`` (0 to 1) of the looks did not exceed."""
        ordered = sorted(self._samples)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0
