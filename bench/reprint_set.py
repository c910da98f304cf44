"""A labelled set of reprints and of texts that only look like reprints. Invented, from a fixed seed.

`make_set` gives documents with the name of the text they are (``family``): two documents are reprints
of each other exactly if they share it. Hard negatives have families of their own.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from opencc import OpenCC

COUNTIES = (
    "江口县 云溪县 石桥县 长宁县 柳河市 青屏县 临川区 望海县 白沙县 古渡县 松岭县 双泉区 金河县 南浦县 安丰县 平湖区 "
    "东陵县 西岭县 沙洲区 红石县 竹山口县 清流镇 桐坪县 泉港区 龙潭口县 铁山区 花园县 大柳县 三江口区 永和县"
).split()
SURNAMES = "林 周 沈 陶 顾 罗 邓 彭 熊 卢 姚 廖 邹 柏 秦 江 史 侯 邵 孟".split()
GIVEN = "小满 建平 文涛 志远 晓峰 海燕 国强 雪梅 立新 红霞 思远 长林 子恒 卫东 春生 佳宁 明礼 玉兰".split()
COMPANIES = (
    "云帆电子 华澜新材 远图科技 瑞禾食品 金穗农业 天穹航材 博睿生物 恒通装备 星野光电 绿源环保 鼎盛铸造 佳美纺织 "
    "驰骋汽配 万川物流 蓝谷储能 启明半导体 巨力重工 百草药业 宏远建材 海纳数据 锐新精密 龙腾包装 禾木家居 凌云电缆"
).split()
PRODUCTS = (
    "锂电池隔膜 高端铝箔 预制菜 智能传感器 光伏组件 汽车线束 生物兽药 特种电缆 环保涂料 服务器机箱 中药饮片 印刷电路板 "
    "工业机器人 功能性面料 冷链仓储 液压油缸 磷酸铁锂 医用敷料 装配式构件 储能电柜"
).split()
CITIES = "深圳 东莞 杭州 苏州 宁波 厦门 佛山 无锡 青岛 温州 泉州 常州".split()
PAPERS = "江口日报 云溪新闻网 石桥发布 长宁融媒 柳河晚报 青屏在线 望海日报 古渡时讯".split()

Draw = random.Random
OPENINGS = (
    "{md},{county}举行{product}项目签约仪式,{company}将在{county}经济开发区投资{money}亿元",
    "{md}上午,{county}{n}个重点项目集中开工,总投资{money}亿元,涵盖{product}、{product2}等领域",
    "{md},{county}委书记{person}率队赴{city}开展招商考察,先后走访{company}、{company2}等{n}家企业",
    "{md},{company}董事长{person}一行来{county}考察{product}产业,双方就合作事宜进行座谈",
    "{md},{county}召开招商引资工作调度会,通报今年以来{n}个在谈项目的进展",
    "{md},位于{county}高新区的{company}{product}生产基地正式投产,首批{n2}吨产品顺利下线",
    "{md},{county}在{city}举办{product}产业推介会,来自当地的{n2}余名企业家参加活动",
    "走进{county}{company}的车间,{n}条{product}生产线正满负荷运转,工人们忙着赶制发往{city}的订单",
)
MIDDLES = (
    "该项目占地{n2}亩,分{small}期建设,全部达产后预计年产值{money}亿元,可带动就业{n2}人",
    "今年以来,{county}共签约项目{n}个,协议投资额{money}亿元,同比增长{rate}%",
    "{person}表示,{county}区位优越、交通便捷,欢迎更多{city}企业前来投资兴业",
    "“从递交材料到拿到施工许可证,只用了{small}天,服务很贴心。”{company}负责人{person}说",
    "{county}围绕{product}产业链,梳理出{n}家目标企业,由县领导带队上门对接",
    "据介绍,{company}成立于{year}年,主要从事{product}的研发和销售,产品远销{n}个国家和地区",
    "为保障项目早日落地,{county}成立工作专班,每周{small}次到现场协调解决用地、用电等问题",
    "截至目前,已有{n}家上下游企业在园区落户,{product2}配套率达到{rate}%",
    "座谈会上,{person}详细介绍了{county}在{product2}方面的资源禀赋和政策支持",
    "{company2}计划追加投资{money}亿元,新建{small}座标准厂房,用于生产{product2}",
    "{county}开发区管委会主任{person}介绍,园区现有规上企业{n2}家,其中高新技术企业{n}家",
    "活动现场,{company}与{county}人民政府签订框架协议,拟建设{product}研发中心",
    "当地还出台了{n}条措施,对固定资产投资超过{money}亿元的项目给予用地和物流补贴",
    "记者在施工现场看到,{n}台塔吊同时作业,{product}车间的钢结构已完成{rate}%",
    "{person}要求,各专班要盯紧{product}和{product2}两个方向,一个项目一个项目抓落实",
    "考察组一行实地察看了{company2}的展厅和生产线,详细了解{product2}的工艺流程",
    "在外务工多年的{person}去年回到{county},投资{money}万元办起了{product}加工厂",
    "{county}行政审批局推行容缺受理,{product}类项目审批时限压缩了{rate}%",
    "下一步,{county}将继续用好驻{city}招商联络处,力争全年再引进{n}个{product2}项目",
    "数据显示,{county}实际到位资金{money}亿元,完成年度目标的{rate}%",
    "{company}生产负责人{person}告诉记者,企业今年的订单已经排到了{small}个月以后",
    "双方约定,{small}个月内完成项目选址和可行性研究,并同步办理注册手续",
    "{product}是{county}近年重点培育的产业,去年全县该产业产值突破{money}亿元",
    "与会客商认为,{county}劳动力充足、要素成本较低,适合布局{product}制造环节",
    "{county}商会会长{person}现场发出倡议,希望在外乡贤把总部和订单带回家乡",
)
CLOSINGS = (
    "{county}将以此次活动为契机,推动{product}产业做大做强",
    "县委副书记{person}、副县长{person2}参加活动",
    "项目建成后,将填补{county}{product}生产的空白",
    "{person2}表示,将尽快组织团队再次前来对接,争取早日达成合作",
)
MONTHLY = (
    "{year}年1—{month}月,{county}招商引资工作平稳推进。",
    "全县新签约项目{a}个,协议投资额{b}亿元,同比增长{c}%;其中亿元以上项目{d}个,协议投资额{e}亿元。",
    "1—{month}月,全县实际到位资金{f}亿元,占年度目标任务的{g}%,较上月提高{h}个百分点。",
    "分产业看,工业项目{i}个,到位资金{j}亿元;农业项目{k}个,到位资金{l}亿元;服务业项目{m}个,到位资金{n}亿元。",
    "外出招商{o}批次,拜访企业{p}家,接待客商{q}批次,收集有效线索{r}条。",
    "下一步,县招商服务中心将继续抓好签约项目的跟踪服务,推动项目早落地、早开工、早投产。",
)
BULLETIN = (
    "{month}月{day}日,{county}召开重点招商项目周调度会,这是今年第{nth}次调度。县委副书记、县长{person}主持会议并讲话。\n"
    "会议听取了各招商专班、各园区关于项目洽谈、签约、注册、开工等情况的汇报,对存在的用地、用能、融资、审批等问题逐一进行会商,"
    "明确了牵头领导、责任单位和完成时限。\n"
    "{person}强调,招商引资是经济工作的生命线,项目建设是高质量发展的硬支撑。各级各部门要始终保持等不起、慢不得、坐不住的紧迫感,"
    "主要负责同志要亲自外出、亲自洽谈、亲自协调,做到在谈项目抓签约、签约项目抓开工、开工项目抓投产。"
    "要坚持要素跟着项目走,用好容缺受理、并联审批等机制,让企业少跑路、好办事。"
    "要把招商工作纳入年度考核,对工作推进有力的予以通报表扬,对进展迟缓的及时提醒约谈。\n"
    "会议通报,上周新增在谈项目{a}个、签约项目{b}个、开工项目{c}个。\n"
    "县领导和县直有关部门、各乡镇主要负责人参加会议。"
)
"""A weekly item: hardly anything but the day, the count and three numbers is new each time."""
ORDINALS = "三 四 五 六 七 八 九 十 十一 十二 十三 十四".split()


@dataclass(frozen=True, slots=True)
class Document:
    """One text of the set. ``kind`` says how it was made; ``day`` is its date of publication."""

    family: str
    kind: str
    title: str
    body: str
    day: date
    origin: str | None = None


class Writer:
    """Writes articles about made-up events, with the facts of one event consistent within it."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw

    def facts(self) -> dict[str, str]:
        pick = self.draw.choice
        return {
            "county": pick(COUNTIES), "company": pick(COMPANIES), "company2": pick(COMPANIES),
            "product": pick(PRODUCTS), "product2": pick(PRODUCTS), "city": pick(CITIES),
            "md": f"{self.draw.randint(1, 12)}月{self.draw.randint(1, 28)}日",
        }  # fmt: skip

    def sentence(self, template: str, facts: dict[str, str]) -> str:
        values = {**facts, **{name: self.person() for name in ("person", "person2")}}
        values["n"] = str(self.draw.randint(3, 48))
        values["n2"] = str(self.draw.randint(50, 900))
        values["small"] = str(self.draw.randint(2, 9))
        values["money"] = str(round(self.draw.uniform(1, 90), 1))
        values["rate"] = str(round(self.draw.uniform(5, 99), 1))
        values["year"] = str(self.draw.randint(1995, 2019))
        return template.format(**values).replace(",", "\uff0c")  # as such pages print it

    def person(self) -> str:
        return self.draw.choice(SURNAMES) + self.draw.choice(GIVEN)

    def article(self, facts: dict[str, str], middle: int | None = None) -> list[str]:
        """Sentences without their full stop; the first is the opening."""
        count = middle or self.draw.randint(5, 16)
        templates = [
            self.draw.choice(OPENINGS),
            *self.draw.sample(MIDDLES, count),
            self.draw.choice(CLOSINGS),
        ]
        return [self.sentence(template, facts) for template in templates]

    def monthly(self, county: str, year: int, month: int, same: dict[str, str]) -> str:
        values = {letter: str(round(self.draw.uniform(2, 120), 1)) for letter in "bcefghjln"}
        values |= {letter: str(self.draw.randint(2, 240)) for letter in "adikmopqr"}
        return "\n".join(MONTHLY).format(county=county, year=year, month=month, **(values | same))


def paragraphs(draw: Draw, sentences: list[str]) -> str:
    """Sentences joined to paragraphs of one to four."""
    lines, rest = [], list(sentences)
    while rest:
        take = draw.randint(1, 4)
        lines.append("。".join(rest[:take]) + "。")
        rest = rest[take:]
    return "\n".join(lines)


# --- reprints: body in, body out

_TO_TRADITIONAL = {name: OpenCC(name) for name in ("s2t", "s2tw", "s2hk")}
_SWAPS = (
    ("举行", "举办"),
    ("来自", "来自于"),
    ("先后走访", "走访了"),
    ("表示", "指出"),
    ("介绍", "说"),
    ("正式投产", "投产"),
    ("顺利下线", "下线"),
    ("告诉记者", "说"),
    ("今年以来", "今年来"),
    ("目前", "当前"),
    ("一行", "等人"),
    ("详细了解", "了解"),
)
_READINGS = "zhāo shāng xiàng mù xiàn tóu zī chǎn"
_PINYIN = dict(zip("招商项目县投资产", _READINGS.split(), strict=True))


def changed_frame(draw: Draw, body: str) -> str:
    paper, reporter = draw.choice(PAPERS), draw.choice(SURNAMES) + draw.choice(GIVEN)
    lead = draw.choice(
        (f"本报讯(记者{reporter})", f"{paper}讯(通讯员 {reporter})", f"本网讯 记者{reporter}报道:", "")
    )
    tail = draw.choice(
        (
            f"\n责编:{reporter}\n来源:{paper}",
            f"\n(编辑:{reporter} 审核:{draw.choice(SURNAMES)}某)",
            "\n声明:本文系转载,版权归原作者所有,如有侵权请联系删除。",
            f"\n[责任编辑:{reporter}]\n扫一扫关注{paper}",
        )
    )
    return lead + body + tail


def other_layout(draw: Draw, body: str) -> str:
    """The same words in other paragraphs, with half-width punctuation and stray spaces."""
    flat = body.replace("\n", "").replace("\uff0c", ",")
    sentences = [part + "。" for part in flat.split("。") if part]
    lines = ["".join(sentences[start : start + 2]) for start in range(0, len(sentences), 2)]
    return "\n".join("  " + line.replace("、", "、 ") for line in lines)


def traditional(draw: Draw, body: str) -> str:
    return str(_TO_TRADITIONAL[draw.choice(sorted(_TO_TRADITIONAL))].convert(body))


def pinyin_copy(draw: Draw, body: str) -> str:
    """A machine's copy, with the reading in brackets behind some characters."""
    signs = (f"{sign}({_PINYIN[sign]})" if sign in _PINYIN and draw.random() < 0.5 else sign for sign in body)
    return "".join(signs)


def light_edit(draw: Draw, body: str) -> str:
    """An editor's hand: some words replaced, the day as 近日, a sentence left out, one moved to the end."""
    for old, new in draw.sample(_SWAPS, 8):
        body = body.replace(old, new)
    body = re.sub(r"^\d+月\d+日(上午)?", draw.choice(("近日", "日前", "昨日")), body)
    sentences = [part for part in body.replace("\n", "").split("。") if part]
    if len(sentences) > 7:
        for _ in range(len(sentences) // 7):
            sentences.pop(draw.randrange(1, len(sentences)))
        sentences.append(sentences.pop(draw.randrange(1, len(sentences) - 1)))
    return paragraphs(draw, sentences)


def one_typo(draw: Draw, body: str) -> str:
    """Printed again with one number mistyped."""
    numbers = list(re.finditer(r"\d+", body))
    wrong = draw.choice(numbers)
    return body[: wrong.start()] + str(int(wrong[0]) + 1) + body[wrong.end() :]


def excerpt(draw: Draw, body: str) -> str:
    """A quarter to two thirds of the article: its head, its tail or its middle."""
    sentences = [part for part in body.replace("\n", "").split("。") if part]
    size = max(4, round(len(sentences) * draw.uniform(0.25, 0.66)))
    start = draw.choice((0, 0, len(sentences) - size, draw.randint(0, len(sentences) - size)))
    return paragraphs(draw, sentences[start : start + size])


def added(draw: Draw, body: str, writer: Writer | None = None) -> str:
    """Printed in full, with a background paragraph of the site's own behind it."""
    writer = writer or Writer(draw)
    extra = writer.article(writer.facts(), middle=1)
    return body + "\n新闻背景\n" + paragraphs(draw, extra[1:])


REPRINTS: dict[str, Callable[[Draw, str], str]] = {
    "equal": lambda draw, body: body,
    "frame": changed_frame,
    "layout": other_layout,
    "traditional": traditional,
    "pinyin": pinyin_copy,
    "edited": light_edit,
    "typo": one_typo,
    "excerpt": excerpt,
    "added": added,
    "traditional, frame": lambda draw, body: traditional(draw, changed_frame(draw, body)),
    "edited, frame": lambda draw, body: changed_frame(draw, light_edit(draw, body)),
    "excerpt, frame": lambda draw, body: changed_frame(draw, excerpt(draw, body)),
}


def make_set(originals: int = 320, negatives: int = 320, seed: int = 20240305) -> list[Document]:
    """``originals`` articles, each with one to four reprints, and at least ``negatives`` hard negatives."""
    draw = random.Random(seed)
    writer = Writer(draw)
    documents = []
    for number in range(originals):
        documents += _with_reprints(writer, f"o{number}")
    makers = (
        _monthly_pair,
        _weekly_pair,
        _other_reporter,
        _other_stage,
        _next_stage,
        _other_county,
        _round_up,
    )
    made: list[Document] = []
    for make in itertools.cycle(makers):
        made += make(writer, f"n{len(made)}")
        if len(made) >= negatives:
            break
    documents += made
    draw.shuffle(documents)
    return documents


def _day(draw: Draw) -> date:
    return date(2024, 1, 1) + timedelta(days=draw.randrange(360))


def _with_reprints(writer: Writer, family: str) -> list[Document]:
    draw, facts, day = writer.draw, writer.facts(), _day(writer.draw)
    body = paragraphs(draw, writer.article(facts))
    title = f"{facts['county']}:{facts['product']}产业添新军"
    made = [Document(family, "original", title, body, day)]
    for kind in draw.sample(sorted(REPRINTS), draw.randint(1, 4)):
        later = day + timedelta(days=draw.randint(0, 3) if "excerpt" not in kind else draw.randint(1, 3))
        other = draw.choice(
            (title, f"{facts['company']}落户{facts['county']}", f"看{facts['county']}如何招商")
        )
        made.append(Document(family, kind, other, REPRINTS[kind](draw, body), later))
    return made


# --- hard negatives: each returns documents of families of their own


def _monthly_pair(writer: Writer, family: str) -> list[Document]:
    """Last month's words around this month's numbers; the annual target stays the same."""
    draw, county = writer.draw, writer.draw.choice(COUNTIES)
    year, month = draw.randint(2015, 2024), draw.randint(2, 11)
    same = {"c": "12.5"}
    return [
        Document(
            f"{family}-{step}", "other month", f"{county}1—{month + step}月招商引资情况",
            writer.monthly(county, year, month + step, same), date(year, month + step, 15),
        )
        for step in (0, 1)
    ]  # fmt: skip


def _weekly_pair(writer: Writer, family: str) -> list[Document]:
    """Two weeks' meetings of one committee, in the same words."""
    draw = writer.draw
    county, person, start = (
        draw.choice(COUNTIES),
        writer.person(),
        date(2024, 3, 1) + timedelta(draw.randrange(90)),
    )
    nth = draw.randrange(len(ORDINALS) - 1)
    made = []
    for step in (0, 1):
        day = start + timedelta(days=7 * step)
        numbers = {letter: draw.randint(1 + 9 * step, 9 + 9 * step) for letter in "abc"}
        body = BULLETIN.format(
            county=county, person=person, month=day.month, day=day.day, nth=ORDINALS[nth + step], **numbers
        )
        title = f"{county}调度重点招商项目"
        made.append(Document(f"{family}-{step}", "other week", title, body.replace(",", "\uff0c"), day))
    return made


def _other_reporter(writer: Writer, family: str) -> list[Document]:
    """Two reporters at one event: the same facts, one quotation and the list of guests, else their own words."""
    draw, facts, day = writer.draw, writer.facts(), _day(writer.draw)
    common = [writer.sentence(each, facts) for each in (MIDDLES[3], MIDDLES[9], CLOSINGS[1])]
    middles = draw.sample(MIDDLES, 16)
    made = []
    for number, (opening, own) in enumerate(
        zip(draw.sample(OPENINGS, 2), (middles[:8], middles[8:]), strict=True)
    ):
        sentences = [writer.sentence(opening, facts), *(writer.sentence(each, facts) for each in own)]
        for each in common:
            sentences.insert(draw.randint(1, 8), each)
        title = f"{facts['county']}招商{'引资' * number}有声有色"
        made.append(Document(f"{family}-{number}", "other reporter", title, paragraphs(draw, sentences), day))
    return made


def _other_stage(writer: Writer, family: str) -> list[Document]:
    """A project signed, then begun: the background paragraph about the company stands in both."""
    draw, facts, day = writer.draw, writer.facts(), _day(writer.draw)
    background = [writer.sentence(each, facts) for each in draw.sample(MIDDLES, 5)]
    made = []
    for number, opening in enumerate((OPENINGS[0], OPENINGS[5])):
        own = [writer.sentence(each, facts) for each in draw.sample(MIDDLES, draw.randint(2, 5))]
        sentences = [writer.sentence(opening, facts), *own, *background]
        title = f"{facts['company']}{facts['product']}项目{('签约', '投产')[number]}"
        later = day + timedelta(days=120 * number)
        made.append(Document(f"{family}-{number}", "other stage", title, paragraphs(draw, sentences), later))
    return made


def _next_stage(writer: Writer, family: str) -> list[Document]:
    """The report on the signing printed again when building begins: only the first sentence is new."""
    draw, facts, day = writer.draw, writer.facts(), _day(writer.draw)
    rest = writer.article(facts, middle=draw.randint(5, 10))[1:]
    stages = draw.sample(("签约落户", "开工建设", "竣工投产"), 2)
    money = draw.randint(2, 90)
    made = []
    for number, stage in enumerate(stages):
        later = day + timedelta(days=90 * number)
        when = f"{later.month}月{later.day}日" if draw.random() < 0.6 else "近日"
        lead = (
            f"{when}\uff0c{facts['company']}投资{money}亿元的{facts['product']}项目在{facts['county']}{stage}"
        )
        title = f"{facts['company']}{facts['product']}项目{stage}"
        made.append(
            Document(f"{family}-{number}", "next stage", title, paragraphs(draw, [lead, *rest]), later)
        )
    return made


def _other_county(writer: Writer, family: str) -> list[Document]:
    """A notice that every county prints with its own name, day and numbers."""
    draw, day = writer.draw, _day(writer.draw)
    templates = [draw.choice(OPENINGS), *draw.sample(MIDDLES, 6)]
    made = []
    for number in (0, 1):
        facts = writer.facts()
        body = paragraphs(draw, [writer.sentence(each, facts) for each in templates])
        made.append(Document(f"{family}-{number}", "other county", f"{facts['county']}招商动态", body, day))
    return made


def _round_up(writer: Writer, family: str) -> list[Document]:
    """Three short articles, and a later round-up that prints all three: the three are not one text."""
    draw, day = writer.draw, _day(writer.draw)
    parts = [paragraphs(draw, writer.article(writer.facts(), middle=4)) for _ in range(3)]
    made = [
        Document(f"{family}-{number}", "item of a round-up", f"短讯{number}", part, day)
        for number, part in enumerate(parts)
    ]
    together = Document(
        f"{family}-all", "round-up", "一周招商要闻", "\n".join(parts), day + timedelta(days=3)
    )
    return [*made, together]
