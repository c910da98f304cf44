"""Feed the readers pages that nobody would write: no crash, no page over two seconds, bounded memory.

    python -m bench.fuzz_pages [FOLDER …] [--pages N] [--seed S]
    python -m bench.fuzz_pages --hostile        pages written to break a reader: seconds a page, by family

Every page of the folders (by default the fixtures of the tests) is mutated: bytes cut or flipped, tags left open,
nesting of 100 000, attributes of 10 MB, another charset than declared, NULs, entities and comments without end. The
same seed gives the same pages. Exit status 1 if a page broke a rule; the page is then kept in a temporary file.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import spiders
from bench.hostile_pages import FRAMES, MIDDLES, hostile_page
from zscrawl.items import CST, FAMILIES, Page

SECONDS = 2.0
"""The longest that one page may take."""
HANG_SECONDS = 120
"""A page that takes so long by the wall clock hangs: the run ends with a traceback of where."""
MEMORY_MB = 1500
"""Peak memory of the whole run; one page of 30 MB takes about 300."""
CLOCK = datetime(2024, 5, 21, 14, 30, tzinfo=CST)
FIXTURES = Path(__file__).parent.parent / "tests" / "spiders" / "fixtures"

Mutation = Callable[[bytes, random.Random], bytes]


def cut(body: bytes, rng: random.Random) -> bytes:
    return body[: rng.randrange(len(body) + 1)]


def cut_out(body: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(body) + 1)
    return body[:start] + body[start + rng.randrange(2000) :]


def flip(body: bytes, rng: random.Random) -> bytes:
    mutable = bytearray(body)
    for _ in range(rng.randrange(1, 200)):
        if mutable:
            mutable[rng.randrange(len(mutable))] = rng.randrange(256)
    return bytes(mutable)


def leave_open(body: bytes, rng: random.Random) -> bytes:
    share = rng.random()
    parts = body.split(b"</")
    return b"".join(part if i == 0 or rng.random() > share else b"</" + part for i, part in enumerate(parts))


def drop_brackets(body: bytes, rng: random.Random) -> bytes:
    parts = body.split(b">")
    return b"".join(part + (b"" if rng.random() < 0.1 else b">") for part in parts)


def nest(body: bytes, rng: random.Random) -> bytes:
    tag = rng.choice(
        (b"div", b"b", b"table><tr><td", b"ul><li", b"a href=x", b"font", b"blockquote", b"span", b"p")
    )
    return insert(body, b"<" + tag + b">" * 1, rng, 100_000)


def close_much(body: bytes, rng: random.Random) -> bytes:
    return insert(insert(body, b"<div>", rng, 20_000), b"</table></p></x>", rng, 100_000)


def long_attribute(body: bytes, rng: random.Random) -> bytes:
    name = rng.choice((b"class", b"style", b"href", b"id", b"onclick"))
    filler = rng.choice((b"a", b"a ", "标".encode(), b"%", b"&", b"-", b"display:none;"))
    return insert(body, b"<div " + name + b'="' + filler * (10_000_000 // len(filler)) + b'">', rng, 1)


def many_attributes(body: bytes, rng: random.Random) -> bytes:
    return insert(body, b"<p " + b" ".join(b"a%d=1" % i for i in range(20_000)) + b">", rng, 1)


def long_text(body: bytes, rng: random.Random) -> bytes:
    filler = rng.choice(
        (b"a", "招商".encode(), b" ", b"\n", b"(", b"2024-", b"<", b"&#", b"1,", "，".encode(), b"\xff")
    )
    return insert(body, filler * (5_000_000 // len(filler)), rng, 1)


def many_elements(body: bytes, rng: random.Random) -> bytes:
    element = rng.choice(
        (b"<p>x", b"<br>", b"<a href=/1.html>x</a>", b"<li>2024-05-20", b"<img src=1>", b"<h1>x</h1>")
    )
    return insert(body, element, rng, 100_000)


def other_charset(body: bytes, rng: random.Random) -> bytes:
    text = body.decode("utf-8", "replace")
    return text.encode(rng.choice(("gb18030", "big5hkscs", "utf-16", "utf-8", "latin-1")), "replace")


def nuls(body: bytes, rng: random.Random) -> bytes:
    return insert(body, b"\x00\x01\x0b\x1f\x7f", rng, rng.randrange(1, 1000))


def endless(body: bytes, rng: random.Random) -> bytes:
    opening = rng.choice(
        (b"<!--", b"<script>", b"<style>", b"<title>", b"<textarea>", b"<![CDATA[", b"<?php", b"<a href='")
    )
    return insert(body, opening, rng, rng.choice((1, 50_000)))


def twice(body: bytes, rng: random.Random) -> bytes:
    return body * rng.choice((2, 20))


def insert(body: bytes, what: bytes, rng: random.Random, times: int) -> bytes:
    place = rng.randrange(len(body) + 1)
    return body[:place] + what * times + body[place:]


CHEAP: tuple[Mutation, ...] = (cut, cut_out, flip, leave_open, drop_brackets, other_charset, nuls)
COSTLY: tuple[Mutation, ...] = (
    nest, close_much, long_attribute, many_attributes, long_text, many_elements, endless, twice,
)  # fmt: skip
COSTLY_SHARE = 0.1


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=[FIXTURES])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hostile", action="store_true", help="the hostile pages instead of mutated ones")
    options = parser.parse_args(arguments)
    if options.hostile:
        return _hostile()
    files = sorted(path for folder in options.folders for path in folder.rglob("*.htm*"))
    if not files:
        parser.error(
            f"no HTML files in {', '.join(map(str, options.folders))}; name a folder with saved pages"
        )
    bodies = [path.read_bytes() for path in files]
    rng = random.Random(options.seed)
    longest, faults = 0.0, 0
    for number in range(options.pages):
        source = rng.randrange(len(bodies))
        costly = rng.random() < COSTLY_SHARE
        mutations = [rng.choice(COSTLY)] if costly else rng.choices(CHEAP, k=rng.randrange(1, 4))
        body = bodies[source]
        for mutate in mutations:
            body = mutate(body, rng)
        family = rng.choice((None, None, *FAMILIES))
        faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
        started = time.process_time()
        fault = _read(body, family)
        seconds = time.process_time() - started
        faulthandler.cancel_dump_traceback_later()
        longest = max(longest, seconds)
        if seconds > SECONDS:
            fault = f"took {seconds:.1f} s"
        if fault:
            faults += 1
            with tempfile.NamedTemporaryFile(suffix=".html", delete=False) as kept:
                kept.write(body)
            names = "+".join(mutate.__name__ for mutate in mutations)
            print(
                f"page {number}: {files[source].parent.name} {names} family={family}: {fault}; {kept.name}",
                flush=True,
            )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{options.pages} pages, seed {options.seed}: {faults} faults, longest {longest:.2f} s, {memory:.0f} MB"
    )
    return int(faults > 0 or memory > MEMORY_MB)


def _hostile() -> int:
    """Print a table, a row a hostile page, a column a family; 1 if a page broke a rule."""
    print(" " * 22 + "".join(f"{family:>9}" for family in FRAMES))
    faults = 0
    for name in MIDDLES:
        cells = []
        for family in FRAMES:
            body = hostile_page(family, name)
            faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
            started = time.process_time()
            fault = _read(body, family)
            seconds = time.process_time() - started
            faulthandler.cancel_dump_traceback_later()
            broken = fault is not None or seconds > SECONDS
            faults += broken
            cells.append(f"{seconds:8.2f}{'!' if broken else ' '}")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name:22}{''.join(cells)} {memory} MB", flush=True)
    print(f"{faults} faults")
    return int(faults > 0)


def _read(body: bytes, family: str | None) -> str | None:
    page = Page("http://www.example.cn/a/202405/t20240520_1.html", body, CLOCK)
    try:
        spiders.read(page, family=family)
    except Exception:  # whatever it is, a page must not raise it
        return traceback.format_exc(limit=-3)
    return None


if __name__ == "__main__":
    sys.exit(main())
