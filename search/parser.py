"""Text to query. The grammar is in docs/search.md; this is a recursive descent over it.

What a person types may be full width, traditional, or typed with a Chinese keyboard: everything is folded
first, and folding keeps the length, so that a mistake is shown where it was made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches

from search import analyzer, values
from search.syntax import (
    NAME_FIELDS,
    TEXT_FIELDS,
    Everything,
    Name,
    Not,
    Phrase,
    Prefix,
    Query,
    Relevant,
    Word,
    conjunction,
    disjunction,
)
from zscrawl.errors import QueryError
from zscrawl.text import fold

MAX_LENGTH = 10_000
"""Longest query in characters; room for some hundred names joined by OR."""
MAX_DEPTH = 50
"""Deepest nesting of brackets and negations."""

FIELDS = (*TEXT_FIELDS, *NAME_FIELDS, "date", "amount", "relevant")

# Which character closes a quotation that another opens. Some keyboards give a closing mark at both ends.
_CLOSING = {'"': '"', "＂": "＂", "“": "”", "„": "“", "‟": "”", "«": "»", "「": "」", "『": "』"}
_CLOSING.update({mark: mark for mark in "”»」』"})
_SPACE = re.compile(r"\s*")
_OPERATOR = re.compile(r"(and|or|not)(?![^\s()\"])")
# title:…  Only Latin letters, so that 时间:2023 stays plain text.
_FIELD = re.compile(r"([a-z_]+):")
_CHUNK = re.compile(r"[^\s()\"]+")
_VALUE = re.compile(r"[^\s()\"]*")
_YES = {
    "yes": True,
    "true": True,
    "1": True,
    "是": True,
    "no": False,
    "false": False,
    "0": False,
    "否": False,
}


def parse(text: str) -> Query:
    """The query that ``text`` means. Raises `QueryError` with the position of the first mistake."""
    return _Parser(text).parse()


def caret(text: str, error: QueryError) -> str:
    """The query on one line and a caret under the mistake, right also below wide characters."""
    before = text[: error.position].replace("\n", " ")
    wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in before)
    return f"{text.replace(chr(10), ' ')}\n{' ' * wide}^ {error}"


class _Parser:
    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise QueryError(
                f"the query has {len(text)} characters, {MAX_LENGTH} are allowed; "
                "search a long list with --queries FILE",
                MAX_LENGTH,
            )
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise QueryError(
                "this is not text; check the encoding of the terminal or file", error.start
            ) from None
        self.text = text
        self.folded = fold(text)
        self.at = 0
        self.depth = 0

    def parse(self) -> Query:
        self._skip_space()
        if self._ended():
            raise QueryError("the query is empty; write what to look for, or * for every article", 0)
        query = self._any_of(None)
        if not self._ended():
            raise QueryError("this bracket closes nothing; take it away or open one before", self.at)
        return query

    # --- operators ----------------------------------------------------------------------------

    def _any_of(self, field: str | None) -> Query:
        parts = [self._all_of(field)]
        while self._take_operator("OR"):
            parts.append(self._all_of(field))
        return disjunction(parts)

    def _all_of(self, field: str | None) -> Query:
        parts = [self._negation(field)]
        while True:
            if self._take_operator("AND"):
                parts.append(self._negation(field))
            elif self._ended() or self._peek() == ")" or self._operator() == "OR":
                return conjunction(parts)
            else:
                parts.append(self._negation(field))

    def _negation(self, field: str | None) -> Query:
        self._skip_space()
        start = self.at
        if self._take_operator("NOT"):
            return Not(self._nested(start, lambda: self._negation(field)))
        if self._peek() == "-":
            self.at += 1
            if self._ended() or self._peek().isspace():
                raise QueryError('nothing follows the minus; write -word, or "-" to look for the sign', start)
            return Not(self._nested(start, lambda: self._negation(field)))
        return self._primary(field)

    def _nested(self, start: int, read: Callable[[], Query]) -> Query:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryError(f"brackets or negations are nested more than {MAX_DEPTH} deep", start)
        query = read()
        self.depth -= 1
        return query

    # --- operands -----------------------------------------------------------------------------

    def _primary(self, field: str | None) -> Query:
        self._skip_space()
        start = self.at
        if self._ended():
            raise QueryError("something to look for is missing at the end", start)
        operator = self._operator()
        if operator:
            raise QueryError(
                f'{operator} needs something on both sides; to look for the word itself write "{operator}"'
                if operator != "NOT"
                else "NOT needs something to exclude",
                start,
            )
        match self._peek():
            case "(":
                return self._bracket(field)
            case ")":
                raise QueryError("something to look for is missing before this bracket", start)
            case '"':
                return Phrase(self._quotation(), field)
        named = _FIELD.match(self.folded, start)
        if named:
            return self._field(named[1], start, named.end(), field)
        return self._chunk(field)

    def _bracket(self, field: str | None) -> Query:
        start = self.at
        self.at += 1
        query = self._nested(start, lambda: self._any_of(field))
        if self._ended():
            raise QueryError("this bracket is never closed; add ) behind its end", start)
        self.at += 1
        return query

    def _quotation(self) -> str:
        start = self.at
        closing = _CLOSING[self.text[start]]
        read: list[str] = []
        at = start + 1
        while at < len(self.text):
            char = self.text[at]
            following = self.text[at + 1 : at + 2]
            if char == "\\" and following and following in (closing, "\\"):
                read.append(self.folded[at + 1])
                at += 2
                continue
            if char == closing:
                self.at = at + 1
                if not read:
                    raise QueryError("nothing stands between these quotes; write what to look for", start)
                return "".join(read)
            read.append(self.folded[at])
            at += 1
        raise QueryError(f"this quote is never closed; add {closing} behind the phrase", start)

    def _field(self, name: str, start: int, after: int, outer: str | None) -> Query:
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, 1)
            hint = f"did you mean {near[0]}:" if near else f"there are {' '.join(FIELDS)}"
            raise QueryError(f"no field is called {name}; {hint}; or put the text between quotes", start)
        if outer:
            raise QueryError(f"{name}: stands inside {outer}:(…); close that bracket first", start)
        self.at = after
        if self._ended() or self._peek().isspace() or self._peek() == ")":
            raise QueryError(f"{name}: needs a value right behind the colon", after)
        if name in TEXT_FIELDS:
            match self._peek():
                case "(":
                    return self._bracket(name)
                case '"':
                    return Phrase(self._quotation(), name)
            return self._chunk(name)
        if self._peek() == "(":
            return self._choice(name)
        return self._value(name)

    def _choice(self, name: str) -> Query:
        """``source:(a OR b)``: any of some values; without OR between them, all of them."""
        start = self.at
        self.at += 1
        groups: list[list[Query]] = [[]]
        while True:
            self._skip_space()
            if self._ended():
                raise QueryError("this bracket is never closed; add ) behind its end", start)
            if self._take_operator("OR"):
                groups.append([])
            elif self._peek() == ")":
                break
            else:
                groups[-1].append(self._value(name))
        if not all(groups):
            raise QueryError(f"a value of {name} is missing here", self.at)
        self.at += 1
        return disjunction([conjunction(group) for group in groups])

    def _value(self, name: str) -> Query:
        start = self.at
        if self._peek() == '"':
            value = self._quotation()
        else:
            found = _VALUE.match(self.folded, start)
            value = found[0] if found else ""
            self.at = start + len(value)
        value = value.strip()
        if not value:
            raise QueryError(f"{name}: needs a value", start)
        try:
            match name:
                case "date":
                    return values.read_dates(value)
                case "amount":
                    return values.read_amounts(value)
                case "relevant" if value in _YES:
                    return Relevant(_YES[value])
                case "relevant":
                    raise ValueError(f"relevant is yes or no, not {value}")
        except ValueError as mistake:
            raise QueryError(str(mistake), start) from None
        return Name(name, value)

    def _chunk(self, field: str | None) -> Query:
        start = self.at
        found = _CHUNK.match(self.folded, start)
        chunk = found[0] if found else ""
        self.at = start + len(chunk)
        if chunk == "*" and field is None:
            return Everything()
        parts: list[Query] = []
        for word in analyzer.WORD.finditer(chunk):
            if chunk[word.end() : word.end() + 1] == "*":
                parts.append(Prefix(word[0], field))
            else:
                parts.append(Word(word[0], field))
        if not parts:
            raise QueryError(
                f'{chunk} has no letter or digit; to look for the sign itself write "{chunk}"', start
            )
        return conjunction(parts)

    # --- where we are -------------------------------------------------------------------------

    def _ended(self) -> bool:
        return self.at >= len(self.folded)

    def _peek(self) -> str:
        return self.folded[self.at : self.at + 1]

    def _skip_space(self) -> None:
        found = _SPACE.match(self.folded, self.at)
        assert found is not None
        self.at = found.end()

    def _operator(self) -> str | None:
        """AND, OR or NOT if it stands here in capitals; in small letters these are words."""
        found = _OPERATOR.match(self.folded, self.at)
        return found[1].upper() if found and self.text[self.at : found.end()].isupper() else None

    def _take_operator(self, name: str) -> bool:
        self._skip_space()
        if self._operator() != name:
            return False
        self.at += len(name)
        self._skip_space()
        return True
