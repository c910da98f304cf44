"""The tables of a dataset: what a row is, and of every field its type, unit and meaning.

This is the one place where they are written: the CSV header, the Parquet schema, ``datapackage.json``, the codebook
of an export and docs/codebook.md all come from here.
"""

from __future__ import annotations

from zscrawl.export.schema import Field, Table


def _uid(what: str = "The article") -> Field:
    return Field("uid", "string", f"{what}: zs + 12 hex digits of SHA-256 of its canonical URL.")


_OF_ARTICLE = (("uid", "articles", "uid"),)
_PUBLISHED = Field("published_at", "datetime", "When the page says it was published, with offset (+08:00).")
_BODY_CHARS = Field("body_chars", "integer", "Length of the text, line ends included.", unit="characters")
_BODY = Field("body", "string", "The text, paragraphs on lines of their own.", text=True)
_QUOTE = Field("quote", "string", "The words that state it, verbatim.")
_SPAN = (
    Field("start", "integer", "Where the quotation begins in the text of that version.", unit="characters"),
    Field("end", "integer", "Where it ends.", unit="characters"),
)
_MENTION = (
    _uid(),
    Field("version", "integer", "The version of the article that states it."),
    Field("ordinal", "integer", "Number of the fact within that version, from 0."),
    Field("url", "string", "The article's canonical address."),
)

ARTICLES = Table(
    "articles",
    "one article: what one canonical URL says in its latest version",
    ("uid",),
    (
        _uid(),
        Field("url", "string", "The address as fetched."),
        Field("canonical_url", "string", "The address without tracking, session and mirror parts."),
        Field("source", "string", "The source that it was crawled under."),
        Field("family", "string", "The kind of system the site runs on."),
        Field("site", "string", "The site's own name, as the page gives it."),
        Field("section", "string", "The column or board."),
        Field("title", "string", "The headline, as printed."),
        Field("subtitle", "string", "The headline's second line, as printed."),
        _PUBLISHED,
        Field("published_precision", "string", "How exact that is: second, minute, day or month."),
        Field("authors", "list", "Reporters and correspondents named."),
        Field("editors", "list", "Editors named (责任编辑, 编辑, 审核)."),
        Field("origin", "string", "The 来源 that the page names."),
        Field("script", "string", "hans (Simplified) or hant (traditional)."),
        Field("relevant", "boolean", "Whether it is promotion news, by the extractor's judgement."),
        Field("relevance", "number", "The score behind that, 0 to 1."),
        Field(
            "cluster",
            "string",
            "The uid of the likely original among its reprints; its own if it stands alone.",
        ),
        Field("versions", "integer", "How many versions the archive holds."),
        Field("posts", "integer", "Posts, if it is a thread."),
        Field("first_fetched_at", "datetime", "When it was first archived."),
        Field("last_fetched_at", "datetime", "When it was last fetched."),
        Field("gone_at", "datetime", "When the page was first found to be gone; empty if it is there."),
        _BODY_CHARS,
        Field("images", "list", "Addresses of its images."),
        Field("attachments", "list", "Addresses of its attachments."),
        Field(
            "flags",
            "list",
            "Remarks of the reader: spam_clone (a machine-made copy), cut (the page was too large to be read whole).",
        ),
        _BODY,
    ),
    sums="Count clusters, not articles, where one press release must count once.",
)
VERSIONS = Table(
    "versions",
    "one version: the text of an article as it stood from one fetch on",
    ("uid", "number"),
    (
        _uid(),
        Field("number", "integer", "1 for the first."),
        Field("seen_at", "datetime", "When this version was first fetched."),
        Field("changes", "list", "What differs from the version before: title, date, text, posts, notes."),
        Field("title", "string", "The headline of this version."),
        _PUBLISHED,
        _BODY_CHARS,
        _BODY,
    ),
    refers=_OF_ARTICLE,
)
POSTS = Table(
    "posts",
    "one post of a forum thread; floor 1 is also the article's text",
    ("uid", "floor"),
    (
        _uid(),
        Field("floor", "integer", "1 for the opening post."),
        Field("author", "string", "The name that the forum shows."),
        _PUBLISHED,
        _BODY_CHARS,
        _BODY,
    ),
    refers=_OF_ARTICLE,
)
PLACES = Table(
    "places",
    "one place that one article names",
    ("uid", "version", "ordinal"),
    (
        *_MENTION,
        Field("name", "string", "The place, in Simplified script."),
        Field("adcode", "string", "GB/T 2260 code; a zone has that of the division it lies in."),
        Field("level", "string", "province, city, county or zone."),
        Field("role", "string", "subject: the promotion is for it; mentioned: it is not."),
        _QUOTE,
        *_SPAN,
    ),
    refers=_OF_ARTICLE,
)
FIGURES = Table(
    "figures",
    "one number that one article reports about promotion work or its result",
    ("uid", "version", "ordinal"),
    (
        *_MENTION,
        Field("indicator", "string", "Code of what is counted; see the codebook."),
        Field("label", "string", "Its Chinese wording."),
        Field("value", "number", "The number as printed, in `unit`."),
        Field("unit", "string", "The unit as printed: 个, 亿元, %."),
        Field("value_cny", "integer", "The amount; empty for counts, rates and foreign money.", unit="yuan"),
        Field("approx", "string", "余, 近, 约, 超 or 多, if the number is not exact."),
        Field("place", "string", "The place it is reported for."),
        Field(
            "period",
            "string",
            "2023, 2018-01/2018-06, 2022-02-14 or 2017-05/..; empty if the text leaves it open.",
        ),
        Field("qualifier", "string", "What part is counted: 亿元以上, 工业项目, 省外."),
        Field("yoy_pct", "number", "Change against the same period of the year before.", unit="percent"),
        Field("target_pct", "number", "Share of the target.", unit="percent"),
        Field("rank", "string", "The rank that is claimed for it."),
        _QUOTE,
        *_SPAN,
    ),
    refers=_OF_ARTICLE,
    sums="Never add figures: parts stand beside their totals, and periods overlap.",
)
MENTIONS = Table(
    "mentions",
    "one investment project as one article describes it",
    ("uid", "version", "ordinal"),
    (
        *_MENTION,
        Field(
            "project",
            "string",
            "The project of the ledger that it was resolved into; empty if taken out by hand.",
        ),
        Field("name", "string", "The project's name, in Simplified script."),
        Field("investor", "string", "The investor as named."),
        Field("amount_cny", "integer", "The amount stated of this project alone.", unit="yuan"),
        Field("amount_text", "string", "The amount as printed."),
        Field("amount_kind", "string", "contracted, total, received, phase, fund_size or shared."),
        Field("place", "string", "Where it goes to."),
        Field("stage", "string", "在谈 签约 注册 开工 在建 竣工 投产."),
        Field("stage_date", "string", "The day or month of that stage, as far as the text tells."),
        Field("sector", "string", "The sector."),
        Field("capacity", "string", "The planned capacity, as printed."),
        _QUOTE,
        *_SPAN,
    ),
    refers=(*_OF_ARTICLE, ("project", "projects", "id")),
    sums="Never add mentions: a project is mentioned by many articles. Add projects.",
)
PROJECTS = Table(
    "projects",
    "one investment project, resolved over all articles that mention it",
    ("id",),
    (
        Field("id", "string", "Made from the first mention; later articles do not change it."),
        Field("name", "string", "The name used most."),
        Field("names", "list", "All names."),
        Field("investor", "string", "The investor."),
        Field("place", "string", "Where it goes to."),
        Field("adcode", "string", "GB/T 2260 code of that place."),
        Field("stage", "string", "The furthest stage reported: 在谈 签约 注册 开工 在建 竣工 投产."),
        Field("first_date", "string", "The first day of its stage events."),
        Field("amount_cny", "integer", "The amount preferred among those stated.", unit="yuan"),
        Field("amount_reason", "string", "Why that one."),
        Field("safe_to_sum", "boolean", "False where a sum must leave this project out."),
        Field("sum_reason", "string", "Why it must."),
        Field("sector", "string", "The sector."),
        Field("capacity", "string", "The planned capacity."),
        Field("articles", "integer", "How many articles mention it."),
        Field("uids", "list", "Their uids."),
        Field("urls", "list", "Their canonical addresses, in the same order."),
    ),
    sums="amount_cny may be added over rows where safe_to_sum is true.",
)
STAGE_EVENTS = Table(
    "stage_events",
    "one stage that one article reports of a project",
    ("project", "ordinal"),
    (
        Field("project", "string", "The project."),
        Field("ordinal", "integer", "Number of the event in the project's life, from 0."),
        Field("stage", "string", "在谈 签约 注册 开工 在建 竣工 投产."),
        Field("date", "string", "The day, month or year."),
        Field("dated", "boolean", "True if the text gives the date; false if it is the day of publication."),
        _uid("The article that reports it"),
        Field("url", "string", "Its canonical address."),
        _QUOTE,
    ),
    refers=(("project", "projects", "id"), ("uid", "articles", "uid")),
)
ACTIVITIES = Table(
    "activities",
    "one promotion event as one article describes it",
    ("uid", "version", "ordinal"),
    (
        *_MENTION,
        Field(
            "type",
            "string",
            "推介会 洽谈会 座谈会 签约仪式 集中开工 外出招商 拜访企业 考察接待 展会 会议 调研 其他.",
        ),
        Field("name", "string", "Its name, if it has one."),
        Field("date", "string", "The day or days, as far as the text tells."),
        Field("place", "string", "Where it was held."),
        Field("host", "string", "Who held it."),
        Field("people", "object", "Who took part: name and title."),
        Field("companies", "list", "Companies that took part."),
        Field("projects_signed", "integer", "Projects signed at it."),
        Field("amount_cny", "integer", "Their amount.", unit="yuan"),
        _QUOTE,
        *_SPAN,
    ),
    refers=_OF_ARTICLE,
    sums="Reprints repeat an activity: join articles and count clusters.",
)
MECHANISMS = Table(
    "mechanisms",
    "one named working method that one article tells of (链长制, 26211)",
    ("uid", "version", "ordinal"),
    (
        *_MENTION,
        Field("name", "string", "Its name."),
        Field("description", "string", "What the article says that it is."),
        _QUOTE,
        *_SPAN,
    ),
    refers=_OF_ARTICLE,
)
COMPANIES = Table(
    "companies",
    "one investor under all its names",
    ("id",),
    (
        Field("id", "string", "Made from its name."),
        Field("name", "string", "The longest name."),
        Field("names", "list", "All names."),
        Field("projects", "list", "Ids of its projects."),
        Field("places", "list", "Where they go to."),
        Field("amount_cny", "integer", "Sum over its projects that are safe to sum.", unit="yuan"),
    ),
)
TABLES = {
    table.name: table
    for table in (
        ARTICLES, VERSIONS, POSTS, FIGURES, PROJECTS, STAGE_EVENTS, ACTIVITIES, PLACES, COMPANIES, MENTIONS,
        MECHANISMS,
    )
}  # fmt: skip
"""In the order in which an export lists them."""
