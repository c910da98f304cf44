"""The vocabulary: what a page, an article, a source and a fact are.

Plain dataclasses that every room shares. This module imports nothing of ours, does no I/O, and
holds no rule: who reads pages is ``spiders``, who keeps articles is ``archive``, who draws facts is
``promotion``, who finds again is ``search``.

Times are aware ``datetime`` objects. What a Chinese page prints is taken as +08:00 (`CST`).
Money is in yuan, as an integer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Literal

CST = timezone(timedelta(hours=8), "CST")
"""China Standard Time; the country has one zone and no summer time since 1992."""

Kind = Literal["article", "list", "wall", "deleted", "blocked", "other"]
"""What a page is. ``wall``: log in or pay first; ``deleted``: the site says it is gone;
``blocked``: a CAPTCHA, challenge or speed-limit page; ``other``: none of these."""

Precision = Literal["second", "minute", "day", "month"]
Script = Literal["hans", "hant"]

FAMILIES = ("discuz", "forum", "epaper", "people", "cjyun", "wechat", "gov", "portal")
"""The kinds of system a site runs on; one file each in ``spiders/``."""

STAGES = ("在谈", "签约", "注册", "开工", "在建", "竣工", "投产")
"""Of a project, in the order of its life: talked about, signed, registered, started, building, completed, producing."""

ACTIVITY_TYPES = (
    "推介会", "洽谈会", "座谈会", "签约仪式", "集中开工", "外出招商",
    "拜访企业", "考察接待", "展会", "会议", "调研", "其他",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One response as it came: ``body`` is undecoded, header names are lower case.

    ``fetched_at`` is the page's clock: 昨天 on a page is the day before it.
    """

    url: str
    body: bytes
    fetched_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a list page names. ``date`` is ISO (``2024-03-05`` or ``2024-03``), if the list gives one."""

    url: str
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a thread. Floor 1 is the opening post (楼主), whose text is also the article's body."""

    floor: int
    author: str | None
    published_at: datetime | None
    body: str


@dataclass(slots=True)
class Article:
    """What a page says. For kinds other than ``article`` only ``links`` and ``next_page`` may be filled.

    ``body`` is paragraphs joined by ``\\n``. ``origin`` is the 来源 that the page names (a newspaper, an
    office), without the label. ``found_by`` names for each filled field how it was found. ``flags`` holds
    remarks such as ``spam_clone`` (machine-made copy with pinyin in brackets) and ``cut`` (the page is too large to be
    read to its end).
    """

    url: str
    canonical_url: str
    family: str
    kind: Kind
    title: str | None = None
    subtitle: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    origin: str | None = None
    site: str | None = None
    section: str | None = None
    script: Script | None = None
    charset: str | None = None
    body: str = ""
    images: list[Image] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    next_page: str | None = None
    found_by: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """A site or column that we crawl; one entry of a sources file.

    ``region`` is an adcode (GB/T 2260: 420000 Hubei, 420600 Xiangyang; 100000 the nation), ``every`` the
    seconds between visits. ``options`` are the family's own keys, for example CSS selectors.
    ``checked`` is the day of the last live check that passed, or None.
    """

    name: str
    title: str
    family: str
    region: str
    start: tuple[str, ...]
    every: int
    options: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False
    checked: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """What the shared command-line filters mean; empty means everything.

    ``since`` and ``until`` are days (ISO), both inclusive, compared with the article's ``published_at``.
    ``limit`` 0 means no limit.
    """

    since: str | None = None
    until: str | None = None
    source: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    relevant: bool | None = None
    limit: int = 0


# --- facts, as docs/codebook.md defines them ---------------------------------------------------


@dataclass(slots=True)
class Place:
    """An administrative division or zone. ``role`` subject: the promotion is for it."""

    name: str
    adcode: str | None
    level: Literal["province", "city", "county", "zone"]
    role: Literal["subject", "mentioned"]
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Figure:
    """One number that reports promotion work or its result.

    ``value`` and ``unit`` are as printed (845.6, 亿元); ``value_cny`` is in yuan, None for counts, rates and
    foreign money. ``period`` is ``2023``, ``2018-01/2018-06``, ``2022-02-14``, ``2017-05/..`` or None.
    """

    indicator: str
    label: str
    value: float
    unit: str
    value_cny: int | None = None
    approx: str | None = None
    place: str | None = None
    period: str | None = None
    qualifier: str | None = None
    yoy_pct: float | None = None
    target_pct: float | None = None
    rank: str | None = None
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Project:
    """One named investment project as one article describes it."""

    name: str
    investor: str | None = None
    amount_cny: int | None = None
    amount_text: str | None = None
    amount_kind: str | None = None
    place: str | None = None
    stage: str | None = None
    stage_date: str | None = None
    sector: str | None = None
    capacity: str | None = None
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Activity:
    """One promotion event that was held."""

    type: str
    name: str | None = None
    date: str | None = None
    place: str | None = None
    host: str | None = None
    people: list[dict[str, str]] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    projects_signed: int | None = None
    amount_cny: int | None = None
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Mechanism:
    """A named working method (26211, 链长制)."""

    name: str
    description: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Facts:
    """All that is drawn from one article. ``relevance`` is 0 to 1; ``relevant`` is its verdict."""

    relevant: bool
    relevance: float
    places: list[Place] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    mechanisms: list[Mechanism] = field(default_factory=list)
