"""Investors across projects: a company under its full and short names."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence

from promotion.ledger.names import company_core
from promotion.ledger.records import LedgerCompany, LedgerProject

_SHORTEST = 3


def companies(projects: Sequence[LedgerProject]) -> list[LedgerCompany]:
    """All investors of ``projects``; a short name joins the only longer one that begins with it."""
    by_core: dict[str, list[tuple[str, LedgerProject]]] = defaultdict(list)
    for project in projects:
        for investor in (project.investor or "").split("、"):
            core = company_core(investor) if investor else ""
            if len(core) >= 2:
                by_core[core].append((investor, project))
    cores = sorted(by_core)  # those that begin with a core stand right behind it
    for core, longer, another in zip(cores, [*cores[1:], ""], [*cores[2:], "", ""], strict=False):
        if len(core) >= _SHORTEST and longer.startswith(core) and not another.startswith(core):
            by_core[longer] += by_core.pop(core)
    return sorted(
        (_company(core, members) for core, members in by_core.items()), key=lambda c: (-c.amount_cny, c.name)
    )


def _company(core: str, members: list[tuple[str, LedgerProject]]) -> LedgerCompany:
    names = Counter(name for name, _ in members)
    projects = {p.id: p for _, p in members}
    return LedgerCompany(
        "c" + hashlib.sha256(core.encode()).hexdigest()[:10],
        max(names, key=lambda n: (len(n), n)),
        sorted(names),
        sorted(projects),
        sorted({p.place for p in projects.values() if p.place}),
        sum(p.amount_cny or 0 for p in projects.values() if p.safe_to_sum),
    )
