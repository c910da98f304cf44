"""Which of the stated amounts is preferred, and whether a project may be added to a sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from promotion.ledger.records import ProjectMention, StatedAmount

_RANK = {"total": 0, "contracted": 1, "received": 3, "phase": 4, "fund_size": 4}
_CLOSE = 0.02


def stated(mentions: Sequence[ProjectMention]) -> list[StatedAmount]:
    """One entry a text and amount: reprints of one text are one entry with several articles."""
    grouped: dict[tuple[str, int, str], list[ProjectMention]] = defaultdict(list)
    for mention in mentions:
        project = mention.project
        if project.amount_cny is not None:
            grouped[(mention.article.text_id, project.amount_cny, project.amount_kind or "total")].append(
                mention
            )
    out = []
    for (_, amount, kind), group in grouped.items():
        first = min(group, key=lambda m: (m.article.published_at or "9", m.article.uid))
        uids = tuple(sorted(m.article.uid for m in group))
        out.append(
            StatedAmount(amount, first.project.amount_text or "", kind, first.article.published_at, uids)
        )
    return sorted(out, key=lambda s: (s.date or "9", s.amount_cny, s.uids))


def prefer(amounts: Sequence[StatedAmount]) -> tuple[int | None, str]:
    """(the amount, why): a total before a part; then what most texts state; then what was stated first.

    A text that stands alone against an earlier one more often counts in a second phase than reports a change.
    """
    if not amounts:
        return None, "no article states an amount"
    best = min(_RANK.get(s.kind, 2) for s in amounts)
    peers = [s for s in amounts if _RANK.get(s.kind, 2) == best]
    support = {id(s): sum(_near(s, other) for other in peers) for s in peers}
    most = max(support.values())
    chosen = min((s for s in peers if support[id(s)] == most), key=lambda s: (s.date or "9", s.amount_cny))
    if len(peers) == 1:
        return chosen.amount_cny, f"the only {chosen.kind} amount stated"
    if most == len(peers):
        return chosen.amount_cny, f"all {most} texts agree"
    if most > 1:
        return chosen.amount_cny, f"stated by {most} of {len(peers)} texts"
    return chosen.amount_cny, f"the first of {len(peers)} texts that differ"


def _near(a: StatedAmount, b: StatedAmount) -> bool:
    return abs(a.amount_cny - b.amount_cny) <= _CLOSE * max(a.amount_cny, b.amount_cny)


def summable(
    mentions: Sequence[ProjectMention], amounts: Sequence[StatedAmount], stage: str | None
) -> tuple[bool, str]:
    """(may it be added, why not). Only what is signed or further and has an amount of its own may."""
    if any(m.project.amount_kind == "shared" for m in mentions) and not any(
        s.kind == "total" for s in amounts
    ):
        return False, "the amount is shared with other projects"
    if not amounts:
        return False, "no amount"
    if all(s.kind == "fund_size" for s in amounts):
        return False, "a fund, not an investment"
    if all(s.kind == "phase" for s in amounts):
        return False, "only a phase is stated"
    if stage == "在谈":
        return False, "planned, not signed"
    return True, ""
