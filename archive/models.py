"""The tables, as SQLAlchemy declarative models.

Schema changes go through ``archive/migrations``; a test holds that the migrations and these models
describe the same tables.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from archive.columns import Instant, Json, SafeText, Whole


class Base(DeclarativeBase):
    """Names every constraint, because a migration can only drop what has a name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this class attribute
        str: SafeText,
        int: Whole,
        datetime: Instant,
        dict[str, Any]: Json,
        list[Any]: Json,
    }


def table_of(model: type[Base]) -> Table:
    """The table behind a model, for statements that want columns rather than objects."""
    assert isinstance(model.__table__, Table)
    return model.__table__


class Meta(Base):
    """What the archive knows of itself (``generation``, ``sequence``), watermarks and notes (``watermark:NAME``,
    ``note:NAME``)."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[str]


class SourceRow(Base):
    """The state of one source: when it last answered and when it last had something new."""

    __tablename__ = "sources"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    last_visit_at: Mapped[datetime | None]
    last_success_at: Mapped[datetime | None]
    last_new_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None]


class RunRow(Base):
    """One crawl, import or reparse."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    arguments: Mapped[dict[str, Any]]
    owner: Mapped[str]
    pid: Mapped[int] = mapped_column(Integer)
    host: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(20))
    counts: Mapped[dict[str, Any]]


class WarcFile(Base):
    """How much of each WARC file is covered by committed rows, in bytes."""

    __tablename__ = "warc_files"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    size: Mapped[int]
    lost: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Records of it are gone for good, and somebody has taken note (``verify --repair``)."""


class ArticleRow(Base):
    """One article, once per canonical URL. What it says stands in its versions."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_dated_at", "dated_at", "id"),
        Index("ix_articles_source_dated_at", "source", "dated_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uid: Mapped[str] = mapped_column(String(14), unique=True)
    canonical_url: Mapped[str]
    url: Mapped[str]
    family: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(Integer)
    text_digest: Mapped[str] = mapped_column(String(32), index=True)
    published_at: Mapped[datetime | None]
    dated_at: Mapped[datetime]
    first_fetched_at: Mapped[datetime]
    last_fetched_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    sequence: Mapped[int] = mapped_column(index=True)
    cluster: Mapped[str] = mapped_column(String(14), index=True)


class FetchRow(Base):
    """One response that stands in a WARC. A page of several parts has a row for each part."""

    __tablename__ = "fetches"
    __table_args__ = (Index("ix_fetches_warc_file_warc_offset", "warc_file", "warc_offset", unique=True),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))
    source: Mapped[str | None] = mapped_column(String(200))
    url: Mapped[str]
    url_key: Mapped[str] = mapped_column(String(32), index=True)
    found_on: Mapped[str | None]
    fetched_at: Mapped[datetime]
    status: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(String(20))
    page_kind: Mapped[str | None] = mapped_column(String(20))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    version: Mapped[int | None] = mapped_column(Integer)
    main_id: Mapped[int | None] = mapped_column(ForeignKey("fetches.id"), index=True)
    part: Mapped[int] = mapped_column(Integer, default=1)
    body_digest: Mapped[str] = mapped_column(String(60), index=True)
    warc_file: Mapped[str] = mapped_column(String(200))
    warc_offset: Mapped[int]
    warc_length: Mapped[int]
    record_id: Mapped[str] = mapped_column(String(60))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("fetches.id"))


class FetchStateRow(Base):
    """What the next visit of a URL needs to know; keyed by a digest because URLs have no length limit."""

    __tablename__ = "fetch_states"

    url_key: Mapped[str] = mapped_column(String(32), primary_key=True)
    url: Mapped[str]
    uid: Mapped[str | None] = mapped_column(String(14), index=True)
    status: Mapped[int | None] = mapped_column(Integer)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    body_digest: Mapped[str | None] = mapped_column(String(60))
    fetched_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None]
    next_visit_at: Mapped[datetime | None]


class FailureRow(Base):
    """One attempt that brought no response, or one whose page could not be read."""

    __tablename__ = "failures"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    source: Mapped[str] = mapped_column(String(200))
    url: Mapped[str]
    failed_at: Mapped[datetime]
    kind: Mapped[str]
    detail: Mapped[str]


class VersionRow(Base):
    """What an article said from one fetch on. ``change`` tells what differs from the version before."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int] = mapped_column(Integer)
    fetch_id: Mapped[int] = mapped_column(ForeignKey("fetches.id"), index=True)
    seen_at: Mapped[datetime]
    change: Mapped[str] = mapped_column(String(60))
    title: Mapped[str | None]
    subtitle: Mapped[str | None]
    published_at: Mapped[datetime | None]
    published_precision: Mapped[str | None] = mapped_column(String(10))
    authors: Mapped[list[Any]]
    editors: Mapped[list[Any]]
    origin: Mapped[str | None]
    site: Mapped[str | None]
    section: Mapped[str | None]
    script: Mapped[str | None] = mapped_column(String(10))
    charset: Mapped[str | None]
    body: Mapped[str]
    text_digest: Mapped[str] = mapped_column(String(32))
    images: Mapped[list[Any]]
    attachments: Mapped[list[Any]]
    found_by: Mapped[dict[str, Any]]
    flags: Mapped[list[Any]]


class PostRow(Base):
    """One post of a thread, as it stood from version ``first_version`` to ``last_version`` (NULL: still)."""

    __tablename__ = "posts"
    __table_args__ = (UniqueConstraint("article_id", "floor", "first_version"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    floor: Mapped[int]
    author: Mapped[str | None]
    published_at: Mapped[datetime | None]
    body: Mapped[str]
    first_version: Mapped[int] = mapped_column(Integer)
    last_version: Mapped[int | None] = mapped_column(Integer)


class FingerprintRow(Base):
    """That a version has its keys: by which scheme, and how many of them are sentences (`archive.fingerprint`)."""

    __tablename__ = "fingerprints"

    version_id: Mapped[int] = mapped_column(Integer, ForeignKey("versions.id"), primary_key=True)
    scheme: Mapped[str] = mapped_column(String(40))
    sentences: Mapped[int] = mapped_column(Integer)


class FingerprintKeyRow(Base):
    """One key of one version's fingerprint; versions that share a key are compared."""

    __tablename__ = "fingerprint_keys"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(
        Integer, ForeignKey("versions.id"), primary_key=True, autoincrement=False
    )


class ReprintRow(Base):
    """Two articles of which one is a reprint of the other: ``article_id`` is the shorter text."""

    __tablename__ = "reprints"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id"), primary_key=True, autoincrement=False, index=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    contained: Mapped[float] = mapped_column(Double)
    covered: Mapped[float] = mapped_column(Double)
