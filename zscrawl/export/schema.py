"""What a table and a field of a dataset are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

FieldType = Literal["string", "integer", "number", "boolean", "datetime", "date", "list", "object"]


@dataclass(frozen=True, slots=True)
class Field:
    """``unit`` is yuan, percent, characters …; ``text`` marks full text, which leaves only on request (copyright)."""

    name: str
    type: FieldType
    description: str
    unit: str | None = None
    text: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``row_is`` completes «a row is …»; ``key`` names the fields that identify it; ``refers`` maps a field to the
    table and field that it names; ``sums`` says what may be added up."""

    name: str
    row_is: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    refers: tuple[tuple[str, str, str], ...] = ()
    sums: str = ""

    def chosen(self, with_text: bool) -> tuple[Field, ...]:
        """The fields of an export."""
        return tuple(field for field in self.fields if with_text or not field.text)

    def references(self, exported: Collection[str], whole: bool) -> Iterator[tuple[str, str, str]]:
        """Those of ``refers`` that hold in an export: into its own tables, and in a selection of the articles (not
        ``whole``) none from a project's life to the articles, because others may tell of it too."""
        for field, other, key in self.refers:
            if other in exported and (whole or other != "articles" or self.key[0] == "uid"):
                yield field, other, key
