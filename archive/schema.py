"""The schema revision of an archive: which it is, whether it is ours, and the way to the newest.

Opening reads the revision with one query; Alembic is loaded only to change the schema. All steps are
one transaction on both databases, so a killed migration leaves the archive as it was.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from archive.models import Meta
from zscrawl.errors import ArchiveError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
"""The newest revision in ``archive/migrations``; a test holds that the two agree."""


def revision(connection: sa.Connection) -> str | None:
    """The archive's schema revision, or None if there is no archive in the database."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def check(connection: sa.Connection, what: str) -> None:
    """Raise ArchiveError, saying what to do, unless the archive is at `HEAD`. ``what`` names the database."""
    found = revision(connection)
    if found == HEAD:
        return
    if found is None:
        raise ArchiveError(f"{what} holds no archive: zscrawl crawl or zscrawl import makes one")
    if is_older(found):
        raise ArchiveError(f"{what} was written by an older zscrawl (schema {found}): run zscrawl migrate")
    raise ArchiveError(f"{what} was written by a newer zscrawl (schema {found}): upgrade zscrawl")


def is_older(found: str) -> bool:
    """Whether ``found`` is a revision that `upgrade` can start from."""
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return found != HEAD and found in {step.revision for step in steps}


def upgrade(connection: sa.Connection, to: str = HEAD) -> None:
    """Bring the database to revision ``to``, within the caller's transaction; make the archive if none is."""
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    if connection.scalar(sa.select(Meta.value).where(Meta.key == "generation")) is None:
        born = [{"key": "generation", "value": secrets.token_hex(8)}, {"key": "sequence", "value": "0"}]
        connection.execute(sa.insert(Meta), born)


def alembic_config() -> Config:
    """Alembic's configuration; the migrations are files of this package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")  # a name that Python can import
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
