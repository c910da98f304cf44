"""Generated articles for the search benchmark: the word frequencies are real, the articles are not.

Background text is drawn from jieba's dictionary by its own word counts, most of it in clauses from a fixed stock,
for people repeat themselves and words drawn one by one would make far more different pairs of characters than a
language has. Stock and share are set so that the number of different pairs grows as in real pages: 100,000
characters of 180 Chinese news articles and forum threads had 37,500 different pairs, 203,000 had 62,100; here it is
40,400 and 61,100. On top come the words of the subject: 招商引资 is in most articles, 签约 and 总投资 in many, so
that frequent words hit most of the index, as they do in an archive of promotion news. Everything follows from the
seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

import jieba

from search import Document
from zscrawl.items import CST

PLACES = (
    ("襄阳市", "420600"),
    ("宜昌市", "420500"),
    ("随州市", "421300"),
    ("荆门市", "420800"),
    ("黄石市", "420200"),
    ("孝感市", "420900"),
    ("株洲市", "430200"),
    ("岳阳市", "430600"),
    ("常德市", "430700"),
    ("郴州市", "431000"),
)
SOURCES = ("daily-one", "daily-two", "county-media", "gov-portal", "forum", "we-media")
FAMILIES = ("epaper", "people", "cjyun", "gov", "discuz", "wechat")
STAGES = ("洽谈", "签约", "开工", "投产")
# Word of the subject → share of the articles that have it.
SUBJECT = {
    "招商引资": 0.8,
    "项目": 0.9,
    "签约": 0.5,
    "总投资": 0.4,
    "营商环境": 0.35,
    "产业链": 0.3,
    "高质量发展": 0.45,
    "开工": 0.25,
    "亿元": 0.5,
    "磷酸铁锂": 0.01,
    "新能源汽车": 0.06,
    "生物医药": 0.04,
    "专精特新": 0.03,
    "链长制": 0.02,
    "以商招商": 0.05,
    "招商引资工作": 0.15,
    "重大项目集中开工": 0.02,
    "全市招商引资大会": 0.01,
}
COMPANY_CHARACTERS = (
    "华",
    "中",
    "新",
    "宏",
    "远",
    "泰",
    "科",
    "瑞",
    "鼎",
    "盛",
    "恒",
    "天",
    "联",
    "创",
    "达",
)
_VOCABULARY = 60_000
_CLAUSES = 12_000


def _background() -> tuple[list[str], list[float]]:
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    counted = sorted(((int(n), word) for word, n, *_ in map(str.split, lines)), reverse=True)[:_VOCABULARY]
    return [word for _, word in counted], list(accumulate(float(n) for n, _ in counted))


def documents(count: int, seed: int = 7) -> Iterator[Document]:
    """``count`` articles of about 700 characters; the same ones for the same ``seed``."""
    rng = random.Random(seed)
    words, weights = _background()
    clauses = ["".join(rng.choices(words, cum_weights=weights, k=rng.randint(3, 7))) for _ in range(_CLAUSES)]
    start = datetime(2010, 1, 1, 9, tzinfo=CST)
    cluster = None
    for number in range(count):
        place, code = rng.choice(PLACES)
        subject = [word for word, share in SUBJECT.items() if rng.random() < share]
        company = "".join(rng.choices(COMPANY_CHARACTERS, k=4))
        yuan = rng.randint(1, 500) * 10**7
        size = max(20, int(rng.lognormvariate(4.6, 0.5)))
        text = rng.choices(words, cum_weights=weights, k=size)
        # The third power makes some clauses frequent, as phrases are.
        for i in range(size):
            if rng.random() < 0.8:
                text[i] = clauses[int(rng.random() ** 3 * _CLAUSES)]
        for word in subject:
            for _ in range(1 + int(rng.expovariate(0.7))):
                text[rng.randrange(size)] = word
        for i in range(5, size, 5):
            text[i] += rng.choice("，，，。，。、；")
        text[size // 2] += f"，{company}公司总投资{yuan / 10**8:g}亿元的项目落户{place}，"
        head = rng.sample(subject, min(2, len(subject)))
        title = place[:2] + "".join(head) + "".join(rng.choices(words, cum_weights=weights, k=5))
        cluster = f"c{number}" if cluster is None or rng.random() < 0.8 else cluster
        family = rng.randrange(len(FAMILIES))
        yield Document(
            uid=f"zs{number:012x}",
            title=title,
            body="".join(text) + "。",
            author="记者" + "".join(rng.choices(COMPANY_CHARACTERS, k=2)),
            origin="某某日报",
            source=SOURCES[family],
            family=FAMILIES[family],
            places=(place, code),
            section="要闻",
            published_at=start + timedelta(minutes=rng.randrange(15 * 365 * 24 * 60)),
            url=f"https://news.example/{number}",
            relevant=rng.random() < 0.8,
            amounts=(yuan,),
            stages=(rng.choice(STAGES),),
            cluster=cluster,
        )
