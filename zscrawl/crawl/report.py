"""A run as one JSON object, and what of it needs a person's attention. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from zscrawl.crawl.failures import TROUBLE
from zscrawl.crawl.pacing import BLOCKED_PATIENCE
from zscrawl.crawl.summary import RunSummary, SourceSummary

DEAD = TROUBLE | {"host_down"}


def attention(source: SourceSummary) -> list[dict[str, str]]:
    """Why a person should look at a source, worst first: ``what`` and ``detail`` each.

    ``failed``: the visit brought less than it should. ``blocked``: the site shows CAPTCHAs and the like (a single page
    may be meant so). ``dead``: its host does not answer, or was given up. ``alarm``: its pages or lists lack what
    they had.
    """
    found = []
    if source.status == "failed":
        found.append({"what": "failed", "detail": source.reason})
    if source.blocked and (source.status == "failed" or source.blocked >= BLOCKED_PATIENCE):
        found.append(
            {"what": "blocked", "detail": f"{source.blocked} CAPTCHA, challenge or speed-limit pages"}
        )
    if dead := sorted(source.failures.keys() & DEAD):
        found.append(
            {"what": "dead", "detail": ", ".join(f"{kind}: {source.failures[kind]}" for kind in dead)}
        )
    found += [{"what": "alarm", "detail": str(alarm)} for alarm in source.alarms]
    return found


def run_report(summary: RunSummary, home: str) -> dict[str, Any]:
    """The summary of a run as ``--notify`` gets it; docs/operator.md explains the keys."""
    return {
        "run": summary.run_id,
        "status": summary.status,
        "home": home,
        "started_at": summary.started_at.isoformat(),
        "ended_at": summary.ended_at.isoformat() if isinstance(summary.ended_at, datetime) else None,
        "counts": summary.counts(),
        "attention": [
            {"source": name, **reason}
            for name, source in summary.sources.items()
            for reason in attention(source)
        ],
        "sources": {name: _source(source) for name, source in summary.sources.items()},
    }


def _source(source: SourceSummary) -> dict[str, Any]:
    return {
        "status": source.status,
        "reason": source.reason,
        "seconds": round(source.seconds, 3),
        **source.counts(),
        "alarms": source.alarm_rows(),
    }
