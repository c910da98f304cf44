"""What is done to a page to break it. Each mutation takes bytes and a random generator: same state, same page."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]
Growth = Callable[[bytes, random.Random, float], bytes]
"""A mutation that makes a page large; its share (above 0, at most 1) says how large: 1 is 100 000 elements or 10 MB."""

GROWN_SHARE = 0.15
FULL_SHARE = 0.02
"""Shares of all pages: those that are grown, and among them those that are grown to the full size."""
_LARGEST = 20_000_000
"""Bytes up to which a page is repeated; hundreds of megabytes would try the machine and not the reader."""
_SMALLEST = 4
"""The others are grown to between 1 and ten to the minus this of it, each order of magnitude as often."""


def mutated(bodies: Sequence[bytes], rng: random.Random) -> tuple[bytes, str]:
    """One of ``bodies``, mutated, and what was done to it: ``cut+flip``, ``nest*0.031``."""
    body = rng.choice(bodies)
    done: list[str] = []
    lot = rng.random()
    if lot < GROWN_SHARE:
        share = 1.0 if lot < FULL_SHARE else 10 ** -rng.uniform(0, _SMALLEST)
        grow = rng.choice(GROWTHS)
        body = grow(body, rng, share)
        done.append(f"{grow.__name__}*{share:.2g}")
    for mutate in rng.choices(DAMAGES, k=rng.randrange(0 if done else 1, 4)):
        body = mutate(body, rng)
        done.append(mutate.__name__)
    return body, "+".join(done)


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


def other_charset(body: bytes, rng: random.Random) -> bytes:
    text = body.decode("utf-8", "replace")
    return text.encode(rng.choice(("gb18030", "big5hkscs", "utf-16", "utf-8", "latin-1")), "replace")


def nuls(body: bytes, rng: random.Random) -> bytes:
    return _insert(body, b"\x00\x01\x0b\x1f\x7f", rng, rng.randrange(1, 1000))


def unended(body: bytes, rng: random.Random) -> bytes:
    return _insert(body, rng.choice(_OPENINGS), rng, 1)


DAMAGES: tuple[Mutation, ...] = (
    cut, cut_out, flip, leave_open, drop_brackets, other_charset, nuls, unended,
)  # fmt: skip
_OPENINGS = (
    b"<!--",
    b"<script>",
    b"<style>",
    b"<title>",
    b"<textarea>",
    b"<![CDATA[",
    b"<?php",
    b"<a href='",
)


def nest(body: bytes, rng: random.Random, share: float) -> bytes:
    tags = (b"div", b"b", b"table><tr><td", b"ul><li", b"a href=x", b"font", b"blockquote", b"span", b"p")
    return _insert(body, b"<" + rng.choice(tags) + b">", rng, _count(100_000, share))


def close_much(body: bytes, rng: random.Random, share: float) -> bytes:
    opened = _insert(body, b"<div>", rng, _count(20_000, share))
    return _insert(opened, b"</table></p></x>", rng, _count(100_000, share))


def long_attribute(body: bytes, rng: random.Random, share: float) -> bytes:
    name = rng.choice((b"class", b"style", b"href", b"id", b"onclick"))
    filler = rng.choice((b"a", b"a ", "标".encode(), b"%", b"&", b"-", b"display:none;"))
    value = filler * _count(10_000_000 // len(filler), share)
    return _insert(body, b"<div " + name + b'="' + value + b'">', rng, 1)


def many_attributes(body: bytes, rng: random.Random, share: float) -> bytes:
    names = b" ".join(b"a%d=1" % i for i in range(_count(20_000, share)))
    return _insert(body, b"<p " + names + b">", rng, 1)


def long_text(body: bytes, rng: random.Random, share: float) -> bytes:
    filler = rng.choice(
        (b"a", "招商".encode(), b" ", b"\n", b"(", b"2024-", b"<", b"&#", b"1,", "，".encode(), b"\xff")
    )
    return _insert(body, filler * _count(5_000_000 // len(filler), share), rng, 1)


def many_elements(body: bytes, rng: random.Random, share: float) -> bytes:
    element = rng.choice(
        (b"<p>x", b"<br>", b"<a href=/1.html>x</a>", b"<li>2024-05-20", b"<img src=1>", b"<h1>x</h1>")
    )
    return _insert(body, element, rng, _count(100_000, share))


def endless(body: bytes, rng: random.Random, share: float) -> bytes:
    return _insert(body, rng.choice(_OPENINGS), rng, _count(50_000, share))


def repeated(body: bytes, rng: random.Random, share: float) -> bytes:
    return body * min(_count(200, share), _LARGEST // (len(body) + 1) + 1)


GROWTHS: tuple[Growth, ...] = (
    nest, close_much, long_attribute, many_attributes, long_text, many_elements, endless, repeated,
)  # fmt: skip


def _count(full: int, share: float) -> int:
    return max(1, int(full * share))


def _insert(body: bytes, what: bytes, rng: random.Random, times: int) -> bytes:
    place = rng.randrange(len(body) + 1)
    return body[:place] + what * times + body[place:]
