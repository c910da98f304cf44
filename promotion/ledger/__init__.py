"""From mentions to a ledger: projects with their lives, companies, and figures side by side.

Pure and deterministic: `build_ledger` takes mentions (the facts of all articles, each with its article) and a
`Corrections`, and gives a `Ledger`. Nothing is stored and nothing is read from a clock; `overdue` takes the day.
"""

from promotion.ledger.build import build_ledger
from promotion.ledger.corrections import Corrections, Setting, parse
from promotion.ledger.overdue import Overdue, overdue
from promotion.ledger.records import (
    ArticleRef,
    FigureCell,
    FigureMention,
    Ledger,
    LedgerCompany,
    LedgerProject,
    Link,
    ProjectMention,
    StageEvent,
    StatedAmount,
    StatedFigure,
)

__all__ = [
    "ArticleRef",
    "Corrections",
    "FigureCell",
    "FigureMention",
    "Ledger",
    "LedgerCompany",
    "LedgerProject",
    "Link",
    "Overdue",
    "ProjectMention",
    "Setting",
    "StageEvent",
    "StatedAmount",
    "StatedFigure",
    "build_ledger",
    "overdue",
    "parse",
]
