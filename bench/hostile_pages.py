"""Pages that someone writes to break a reader: each grows with ``size``, its number of elements or characters.

    python -m bench.hostile_pages [NAME …] [--families F …] [--share N] [--jobs J]

prints seconds of processor time, a row a page and a column a family, and the largest memory of the row. Exit status 1
if a page broke a rule of `bench.watched`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import datetime

from bench.watched import Case, read_watched
from zscrawl.items import CST, Page

CLOCK = datetime(2024, 5, 21, 14, 30, tzinfo=CST)
PROSE = "<p>青石县本月签约项目十二个，总投资三十六亿元，涉及装备制造与新材料。</p>" * 6
_HEAD = "<html><head><title>青石县举行签约活动</title></head><body><h1>青石县举行签约活动</h1>"
# What makes each family take a page for its own; without them its reader would pass the page on.
FRAMES: dict[str, tuple[str, str]] = {
    "portal": (_HEAD, PROSE),
    "gov": (
        f'{_HEAD}<meta name=ArticleTitle content=签约><meta name=PubDate content=2024-05-20><div class="TRS_Editor">',
        f"{PROSE}</div>",
    ),
    "discuz": (
        f'{_HEAD}<span id="thread_subject">签约</span><div id="post_1">'
        '<em id="authorposton1">发表于 2024-5-20 08:30</em>'
        '<td class="t_f" id="postmessage_1">',
        f"{PROSE}</td></div>",
    ),
    "forum": (
        f'{_HEAD}<div id="subject_tpc">签约</div><div class="tpc_content" id="read_tpc">',
        f"{PROSE}</div>",
    ),
    "epaper": (
        f"{_HEAD}<founder-content><div id=ozoom><!--enpcontent-->",
        f"{PROSE}<!--/enpcontent--></div>",
    ),
    "people": (f'{_HEAD}<div class="rm_txt"><div class="rm_txt_con">', f"{PROSE}</div></div>"),
    "cjyun": (f'{_HEAD}<img src="//img.cjyun.org/a.png"><div class="article-content">', f"{PROSE}</div>"),
    "wechat": (
        f'{_HEAD}<script>var msg_title = "签约"; var ct = "1716193079";</script><h1 id="activity-name">签约</h1>'
        '<div id="js_content">',
        f"{PROSE}</div>",
    ),
}

Middle = Callable[[int], str]


def _times(piece: str) -> Middle:
    """``size`` characters of a piece, repeated."""
    return lambda size: piece * (size // len(piece))


MIDDLES: dict[str, tuple[int, Middle]] = {
    "nesting": (100_000, lambda n: "<div>" * n),
    "inline nesting": (100_000, lambda n: "<b><a href=x>" * (n // 2)),
    "nested tables": (100_000, lambda n: "<table><tr><td>" * (n // 3)),
    "attribute": (10_000_000, lambda n: f'<div class="{"a " * (n // 2)}" style="{"x:y;" * 1000}">'),
    "address": (10_000_000, lambda n: f'<a href="/{"../" * (n // 3)}">一</a><img src="{"%" * 9999}">'),
    "one line": (10_000_000, _times("青石县本月签约项目十二个，总投资三十六亿元")),
    "links": (200_000, lambda n: "".join(f"<a href=/{i}.html>签约项目落地青石县</a>" for i in range(n))),
    "dated rows": (100_000, lambda n: "".join(f"<li><a href=/{i}.html>签约</a>05-20" for i in range(n))),
    "cells": (100_000, lambda n: "<table>" + "<tr><td>一<td>2" * (n // 2) + "</table>"),
    "breaks": (1_000_000, lambda n: "<br>" * n),
    "broken lines": (1_000_000, lambda n: "一<br>" * n),
    "elements": (100_000, lambda n: "<p class=a id=b style='display:block'>一</p>" * n),
    "headings": (100_000, lambda n: "<h1>签约</h1>" * n),
    "images": (100_000, lambda n: "".join(f"<img src=/{i}.png alt=签约>" for i in range(n))),
    "files": (100_000, lambda n: "".join(f"<a href=/{i}.pdf>附件</a>" for i in range(n))),
    "choices": (200_000, lambda n: f"<select onchange=location>{'<option value=1>1' * n}</select>"),
    "pager": (100_000, lambda n: "".join(f"<a href=/?page={i}>{i}</a>" for i in range(n)) + "<a>下一页</a>"),
    "ends": (100_000, lambda n: "</body></html><p>一" * n),
    "text areas": (
        1_000_000,
        lambda n: f"<textarea class=article-content>{'&lt;p>一' * (n // 6)}</textarea>",
    ),
    "comments": (200_000, lambda n: "<!--正文 start-->一" * n),
    "metas": (100_000, lambda n: "<meta name=pubdate content='2024-05-20'>" * n),
    "unclosed script": (5_000_000, lambda n: "<script>" + 'var a="content":"一"; create_time=' * (n // 34)),
    "scripts": (100_000, lambda n: "<script>var ct = '1716193079'</script>" * n),
    "unclosed comment": (5_000_000, lambda n: "<!--" + "一-" * (n // 2)),
    "digits": (5_000_000, _times("2024")),
    "dates": (5_000_000, _times("2024年5月20日 ")),
    "年月日": (5_000_000, _times("年月日")),
    "Chinese numbers": (5_000_000, _times("二十")),
    "spaces": (5_000_000, lambda n: f"来源{' ' * n}：{'　' * 9999}x"),
    "hard spaces": (1_000_000, lambda n: f"来源{'&nbsp;' * n}x"),
    "brackets": (5_000_000, _times("（【(")),
    "labels": (5_000_000, _times("来源：作者：编辑：")),
    "short labelled lines": (1_000_000, lambda n: "<p>来源：作者：记者 张三 2024-05-20</p>" * (n // 35)),
    "questions": (5_000_000, _times("？")),
    "punctuation": (5_000_000, _times("，、；")),
    "tag signs": (5_000_000, _times("<")),
    "entities": (5_000_000, _times("&#x4e00;")),
    "NULs": (5_000_000, _times("一\0")),
    "jammer": (5_000_000, _times("% {- j0 ")),
}


def hostile_page(family: str, name: str, share: int = 1) -> bytes:
    """The page ``name`` in the markup of ``family``, its size divided by ``share``."""
    opening, closing = FRAMES[family]
    size, middle = MIDDLES[name]
    return f"{opening}{middle(size // share)}{closing}".encode()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", default=list(MIDDLES), help="which pages")
    parser.add_argument("--families", nargs="+", default=list(FRAMES), choices=list(FRAMES))
    parser.add_argument("--share", type=int, default=1, help="pages of one N-th of their size")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - MIDDLES.keys():
        parser.error(f"unknown pages {', '.join(unknown)}; choose from: {', '.join(MIDDLES)}")
    print(" " * 22 + "".join(f"{family:>9}" for family in options.families))
    faults: list[str] = []
    for name in options.names:

        def make(number: int, name: str = name) -> Case:
            family = options.families[number]
            page = Page("", hostile_page(family, name, options.share), CLOCK)
            return Case(page, family, f"{name} as {family}")

        outcomes = sorted(
            read_watched(make, range(len(options.families)), options.jobs, fresh=True),
            key=lambda outcome: outcome.number,
        )
        cells = [f"{outcome.seconds:8.2f}{'!' if outcome.fault else ' '}" for outcome in outcomes]
        megabytes = max(outcome.megabytes for outcome in outcomes)
        print(f"{name:22}{''.join(cells)} {megabytes:.0f} MB", flush=True)
        faults += [f"{outcome.label}: {outcome.fault}" for outcome in outcomes if outcome.fault]
    print("\n".join([*faults, f"{len(faults)} faults"]))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
