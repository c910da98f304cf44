"""Documents that the search tests draw from, and an index of them with a past."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

import search
from search import Document, Index
from zscrawl.items import CST

# Chosen for what is hard: words within words, traditional script, full width, Latin inside Han, odd characters.
PIECES = (
    "招商引资", "招商引資", "引资工作", "营商环境", "城市长大", "市长", "磷酸铁锂", "项目", "签约", "開工", "投产",
    "高质量发展", "以商招商", "襄阳市", "樊城区", "总投资", "3.5亿元", "１２００万元", "2023年5月", "5G", "AI", "said",
    "COVID-19", "vivo", "ＧＤＰ", "3D打印", "“双百”工程", "《规划》", "，", "。", "、", "（", "）", " ", "\n", "\u3000",
    "的一", "是", "了", "在", "中心", "㐂", "𠮷野", "é", "①", "—", "…", "\\", '"', "*", "-", ":",
)  # fmt: skip
STAGES = ("洽谈", "签约", "开工", "投产")
PLACES = (
    ("襄阳市", "420600"),
    ("樊城区", "420606"),
    ("宜昌市", "420500"),
    ("株洲市", "430200"),
    ("湖北省", "420000"),
)


def make_documents(count: int, seed: int) -> list[Document]:
    """``count`` articles put together at random; the same ones for the same seed."""
    rng = random.Random(seed)

    def text(most: int) -> str:
        return "".join(rng.choices(PIECES, k=rng.randint(0, most)))

    return [
        Document(
            uid=f"zs{seed}-{number}",
            title=text(8),
            body=text(60),
            author=text(2),
            origin=text(2),
            source=rng.choice(("daily", "county", "Gov")),
            family=rng.choice(("epaper", "gov")),
            places=rng.choice(PLACES) if rng.random() < 0.8 else (),
            section=text(1),
            published_at=None
            if rng.random() < 0.1
            else datetime(2021, 1, 1, tzinfo=CST) + timedelta(hours=rng.randrange(3 * 365 * 24)),
            url=f"https://news.example/{number}",
            relevant=rng.choice((True, False, None)),
            amounts=tuple(rng.randrange(1, 10**11) for _ in range(rng.randrange(3))),
            stages=tuple(rng.sample(STAGES, rng.randrange(3))),
            cluster=rng.choice((None, "c1", "c2", "c3")),
        )
        for number in range(count)
    ]


DOCUMENTS = make_documents(60, seed=3)
"""What `build` leaves in an index."""


def build(path: Path, engine: str) -> Index:
    """An index of `DOCUMENTS`, put in by several commits with replacements and deletions on the way."""
    index = search.create_index(path, engine, "one")
    with index.writer() as writer:
        writer.put(DOCUMENTS[:20])
        writer.put(make_documents(10, seed=4))
    with index.writer() as writer:
        stale = [Document(document.uid, "旧的标题", "旧的正文招商引资") for document in DOCUMENTS[20:40]]
        writer.put(stale)
    with index.writer() as writer:
        writer.put(DOCUMENTS[20:])
        writer.delete(document.uid for document in make_documents(10, seed=4))
    return index
