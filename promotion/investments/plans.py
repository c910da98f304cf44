"""The sum of a plan as that of the only project: A集团计划在P|投资约20亿元|,逐步建成…."""

from __future__ import annotations

import re

from promotion.investments.drafts import Draft, Drafts

# A集团|计划在P|投资|20亿元
_PLANNED = re.compile(r"(?:计划|拟|将)在[^,;。]{1,16}?(?P<label>总?投资)(?:约|近|超|逾|达)*$")
_WITHIN = 40
"""Characters before a sum in which its plan is told."""


def give_sum(drafts: Drafts, only: Draft) -> None:
    """Give the ``only`` project of an article the sum that somebody plans to invest, where there is one such sum."""
    if only.amount is not None or only.shared:
        return
    text = drafts.reading.text
    planned = [
        (q, told["label"])
        for q in drafts.reading.analysis.quantities
        if q.kind == "money"
        and q.start not in drafts.taken
        and not text.startswith("的", q.end)
        and (told := _PLANNED.search(text, max(0, q.start - _WITHIN), q.start))
    ]
    if len(planned) == 1:
        only.give(*planned[0])
        drafts.taken.add(planned[0][0].start)
