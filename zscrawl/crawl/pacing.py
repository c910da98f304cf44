"""How fast one host may be asked. Pure: times go in and come out as seconds of one steady clock; nothing sleeps.

The rules: one request at a time (who calls keeps that), at least ``delay`` seconds between two starts with jitter,
more if robots.txt asks for it or the host answers slowly; after 429, 503 and broken or timed-out connections a
growing pause, or the one that ``Retry-After`` names; after too much trouble in a row the host is given up
for the run.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

JITTER = 0.5
"""A wait is lengthened by up to this share, never shortened: ``delay`` is a promise."""
MAX_CRAWL_DELAY = 60.0
"""Seconds. Longer crawl-delays are held to be mistakes, as Bing and Yandex do; a minute is slow enough."""
MAX_PAUSE = 120.0
"""Seconds a run waits for a host that asks for time. A host that asks for more is left to the next run."""
FIRST_PAUSE = 5.0
"""Seconds of the first pause after trouble; each further one is twice as long."""
BLOCKED_PATIENCE = 3
"""Blocked pages in a row after which a host is given up for the run."""
PATIENCE = 5
"""Troubles in a row after which a host is given up for the run."""


@dataclass(slots=True)
class HostPace:
    """State of one host. ``delay`` 0 means no wait at all (the built-in web)."""

    delay: float
    rng: random.Random
    patience: int = PATIENCE
    first_pause: float = FIRST_PAUSE
    crawl_delay: float = 0.0
    given_up: str | None = None
    _slowness: float = 0.0
    _troubles: int = 0
    _blocked: int = 0
    _next_start: float = field(default=float("-inf"))

    def wait(self, now: float) -> float:
        """Seconds until the next request may start; 0 if it may start now."""
        return max(0.0, self._next_start - now)

    def started(self, now: float) -> None:
        """A request starts now."""
        delay = max(self.delay, self.crawl_delay, self._slowness)
        self._next_start = max(self._next_start, now + delay * (1 + self.rng.uniform(0, JITTER)))

    def answered(self, now: float, status: int, seconds: float, retry_after: str | None = None) -> None:
        """The host answered with ``status`` after ``seconds``. ``retry_after`` is the header as sent."""
        if status in (429, 503):
            asked = parse_retry_after(retry_after, datetime.now(UTC)) if retry_after else None
            self._trouble(now, f"it answers {status}", asked)
            return
        self._troubles = 0
        # As slow as the host: half the old value and half the new, so that one slow page is no verdict.
        self._slowness = min((self._slowness + seconds) / 2, MAX_CRAWL_DELAY) if self.delay else 0.0

    def failed(self, now: float, kind: str) -> None:
        """No answer: ``kind`` of trouble as in `zscrawl.crawl.failures`."""
        self._trouble(now, f"{kind} again and again")

    def readable(self) -> None:
        """The host showed a page that is none of the blocked kind."""
        self._blocked = 0

    def blocked(self, now: float) -> None:
        """The host showed a CAPTCHA, challenge or speed-limit page. Asking on would be rude and useless, but one
        such page among others may be meant for that address alone: so the next request waits as after trouble."""
        self._blocked += 1
        if self._blocked >= BLOCKED_PATIENCE:
            self.given_up = "it answers with CAPTCHA, challenge or speed-limit pages"
        if self.delay:
            pause = self.first_pause * 2 ** (self._blocked - 1) * (1 + self.rng.uniform(0, JITTER))
            self._next_start = max(self._next_start, now + pause)

    @property
    def in_doubt(self) -> bool:
        """Whether the page that was read last is of the blocked kind."""
        return self._blocked > 0

    def _trouble(self, now: float, reason: str, asked: float | None = None) -> None:
        self._troubles += 1
        pause = self.first_pause * 2 ** (self._troubles - 1) * (1 + self.rng.uniform(0, JITTER))
        if asked is not None:
            pause = asked
        if asked is not None and asked > MAX_PAUSE:
            self.given_up = f"{reason} and asks for {asked:.0f} s"
        elif self._troubles >= self.patience:
            self.given_up = reason
        self._next_start = max(self._next_start, now + min(pause, MAX_PAUSE))


def parse_retry_after(header: str, now: datetime) -> float | None:
    """Seconds from a ``Retry-After`` header (RFC 9110: a number or an HTTP date); None if it is neither."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
