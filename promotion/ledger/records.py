"""What goes into the ledger and what comes out: plain records, no rules.

In: mentions, one a project or figure that one article states. Out: projects with their lives, companies with what
they invest where, and a table of figures in which sources stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zscrawl.items import Figure, Project


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """The article that a mention comes from.

    ``published_at`` is an ISO day or None. ``cluster`` is the same for all reprints of one text; None means that the
    article stands for itself. ``adcode`` is that of the article's main subject.
    """

    uid: str
    published_at: str | None = None
    cluster: str | None = None
    source: str | None = None
    adcode: str | None = None

    @property
    def text_id(self) -> str:
        """What counts once: the cluster of reprints, or the article."""
        return self.cluster or self.uid


@dataclass(frozen=True, slots=True)
class ProjectMention:
    """One project as one article states it."""

    article: ArticleRef
    project: Project

    @property
    def ref(self) -> str:
        """The name of a mention in a corrections file: ``zs0123456789ab:245`` (article and offset)."""
        return f"{self.article.uid}:{self.project.start}"


@dataclass(frozen=True, slots=True)
class FigureMention:
    """One figure as one article states it."""

    article: ArticleRef
    figure: Figure


@dataclass(frozen=True, slots=True)
class StageEvent:
    """``date`` is the day or month that the text gives, else the day of publication (then ``dated`` is False)."""

    stage: str
    date: str | None
    dated: bool
    uid: str
    quote: str


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """An amount as one text states it; ``uids`` are the article and its reprints."""

    amount_cny: int
    text: str
    kind: str
    date: str | None
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Why two mentions are one project."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class LedgerProject:
    """One project across all articles. Money in yuan; None where no article states it.

    ``id`` is made from the first mention and does not change when later articles come in. ``amount_reason`` says why
    ``amount_cny`` is the one preferred among ``amounts``. ``safe_to_sum`` is False where a sum over projects must leave
    this one out; ``sum_reason`` says why. ``links`` explain how the mentions were joined, ``corrected`` what a person
    changed.
    """

    id: str
    name: str
    names: list[str]
    investor: str | None
    place: str | None
    adcode: str | None
    sector: str | None
    capacity: str | None
    stage: str | None
    events: list[StageEvent]
    amount_cny: int | None
    amount_reason: str
    amounts: list[StatedAmount]
    safe_to_sum: bool
    sum_reason: str
    uids: list[str]
    mentions: list[str]
    links: list[Link] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)

    @property
    def first_date(self) -> str | None:
        return min((e.date for e in self.events if e.date), default=None)


@dataclass(slots=True)
class LedgerCompany:
    """An investor under all its names. ``amount_cny`` sums the projects that are safe to sum."""

    id: str
    name: str
    names: list[str]
    projects: list[str]
    places: list[str]
    amount_cny: int


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A value for one cell as one text states it; ``uids`` are the article and its reprints."""

    value: float
    unit: str
    value_cny: int | None
    approx: str | None
    quote: str
    uids: tuple[str, ...]


@dataclass(slots=True)
class FigureCell:
    """One indicator of one place in one period. ``contradicts``: independent texts differ by more than rounding."""

    place: str
    indicator: str
    period: str | None
    qualifier: str | None
    stated: list[StatedFigure]
    contradicts: bool


@dataclass(slots=True)
class Ledger:
    """``hidden`` are the ids that a correction took out, ``unapplied`` what corrections name that is not there."""

    projects: list[LedgerProject]
    companies: list[LedgerCompany]
    figures: list[FigureCell]
    hidden: list[str] = field(default_factory=list)
    unapplied: list[str] = field(default_factory=list)
