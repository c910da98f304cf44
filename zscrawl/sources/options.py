"""The ``[source.options]`` table: keys of the crawl, and keys that the readers in `spiders` take.

Options travel as text in ``Source.options``; a TOML list becomes words with a space between.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from zscrawl.errors import ConfigError

CRAWL_KEYS = {
    "hosts": "further hosts that belong to the site; each covers its subdomains",
    "issue_url": "address of a day's issue, with %Y %m %d for the date, for back-filling a newspaper",
    "list_pages": "how many pages of a list to read at most in a full crawl",
    "article_pages": "how many pages of one article or thread to read at most",
    "delay": "seconds between two requests to the site, if more than the usual 2",
}
READER_KEYS = {
    "title": "CSS selector of the title, where the family's reader does not find it; also the next six",
    "date": "the time of publication",
    "origin": "the 来源",
    "author": "the author",
    "body": "the element that holds the text",
    "drop": "what is no text inside the body; several selectors with commas between",
    "next": "the link to the article's next page",
    "items": "CSS selector of the rows of a list, or of the box around them",
    "paper": "the newspaper's name, where no page prints it",
    "thread_body": '"all" to take the posts of all floors into a thread\'s body',
}
SELECTOR_KEYS = {
    "title": "CSS selector of an article's title",
    "date": "CSS selector of its date",
    "origin": "CSS selector of its origin (来源)",
    "author": "CSS selector of its author",
    "body": "CSS selector of its text",
    "drop": "CSS selectors, with commas between, of what is no text inside the body",
    "next": "CSS selector of the link to the article's next page",
}
KEYS = (*CRAWL_KEYS, *READER_KEYS, *SELECTOR_KEYS)

# rednet.cn, 127.0.0.1:8080
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?", re.I)


def read_options(table: Any, where: str) -> Mapping[str, str]:
    """Validate one options table. Raises ConfigError that begins with ``where``."""
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: 'options' is no table; write [source.options] below the source")
    options: dict[str, str] = {}
    for key, value in table.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"use one of: {', '.join(KEYS)}"
            raise ConfigError(f"{where}: unknown option '{key}'; {hint}")
        options[key] = _as_text(value, key, where)
    _check(options, where)
    return options


def _as_text(value: Any, key: str, where: str) -> str:
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return " ".join(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ConfigError(
            f"{where}: option '{key}' is {value!r}; write text in quotes, a number or a list of texts"
        )
    return str(value).strip()


def _check(options: Mapping[str, str], where: str) -> None:
    for host in options.get("hosts", "").split():
        if not _HOST.fullmatch(host):
            raise ConfigError(
                f"{where}: option 'hosts' has '{host}'; write host names without http:// and path"
            )
    for key in ("list_pages", "article_pages"):
        if key in options and not (options[key].isdigit() and int(options[key]) > 0):
            raise ConfigError(f"{where}: option '{key}' is '{options[key]}'; write a whole number above 0")
    if "delay" in options and not re.fullmatch(r"\d{1,3}(?:\.\d+)?", options["delay"]):
        raise ConfigError(f"{where}: option 'delay' is '{options['delay']}'; write seconds, such as 5")
    for key in ("items", *SELECTOR_KEYS):
        if key in options:
            _check_selector(options[key], key, where)
    if "issue_url" in options:
        example = date(2024, 3, 5).strftime(options["issue_url"])
        if "%d" not in options["issue_url"] or urlsplit(example).scheme not in ("http", "https"):
            raise ConfigError(f"{where}: option 'issue_url' needs http:// and the date as %Y, %m and %d")


def _check_selector(selector: str, key: str, where: str) -> None:
    from spiders.page.document import compiled_css  # loads lxml, which most sources do not need

    try:
        compiled_css(selector)
    except ConfigError as error:
        raise ConfigError(f"{where}: option '{key}': {error}") from None
