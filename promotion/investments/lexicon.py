"""Words of the trade: the stages of a project, what makes a noun phrase general, trades and kinds of works.

Lists here are of the language of promotion news, never of single projects, companies or places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from promotion.text.patterns import guarded, quick

# --- stages: word → stage of the project's life ------------------------------------------------

STAGE_WORDS: dict[str, tuple[str, ...]] = {
    "在谈": (
        "在谈",
        "拟签约",
        "意向签约",
        "合作意向",
        "达成合作意向",
        "洽谈",
        "意向",
        "储备",
        "拟建",
        "谋划",
        "对接洽谈",
        "跟踪",
        "跟进",
    ),
    "签约": ("签约", "签订", "签署", "签下", "签定", "框架协议", "签了约", "达成合作"),
    "注册": ("注册", "工商登记"),
    "开工": ("开工", "动工", "奠基", "启动建设", "施工启动", "启动施工", "破土", "开建", "新开工"),
    "在建": (
        "在建",
        "推进",
        "施工",
        "加速建设",
        "加快建设",
        "续建",
        "正在建设",
        "建设中",
        "加紧建设",
        "抓紧建设",
        "紧张建设",
        "进入安装",
        "设备安装",
        "安装设备",
        "建设现场",
        "施工现场",
        "建设工地",
        "项目现场",
        "主体工程",
        "进展顺利",
        "顺利推进",
        "封顶",
    ),
    "竣工": ("竣工", "完工", "建成", "通过验收"),
    "投产": ("投产", "量产", "达产", "投入运营", "投入使用", "投用", "投运", "试生产", "下线"),
}
"""FACTS rule 8. 竣工投产 and 建成投产 are 投产: the later stage of a pair counts."""

# 引进, 落户, 落地, 入驻 alone are no stage
SETTLING = ("引进", "落户", "落地", "入驻", "招引", "引入", "安家", "安营扎寨", "接踵而至", "汇聚")

STAGE_OF = {word: stage for stage, words in STAGE_WORDS.items() for word in words}
STAGE_ORDER = ("在谈", "签约", "注册", "开工", "在建", "竣工", "投产")


_GUARDED = {"施工": "施工(?!程)", "注册": "注册(?!资)", "推进": "推进(?!活动|大?会)"}


def _any_of(words: Iterable[str]) -> str:
    """A pattern of ``words``, the longest first; not 施工 in 基础设施|工程, 注册|资本, 推进|会."""
    return "|".join(_GUARDED.get(word, word) for word in sorted(words, key=len, reverse=True))


STAGE = quick(_any_of(STAGE_OF))
STAGE_OR_SETTLING = quick(_any_of([*STAGE_OF, *SETTLING]))
# 有望年内投产 · 将于明年竣工 · 早开工 · 投产后: hoped for, a slogan, or a condition
NOT_YET = re.compile(
    r"(?:有望|将于|预计|计划|力争|争取|确保|尽[早快]|早日?|即将|可望|拟于?|待|促进其?|促[早快]|推动其?|年底前?|月底前|将|要)[^,。;]{0,8}$"
)
CONDITION = re.compile(
    r"后|时|前(?!期)|率|的?条件|期|早|周期|满产后|运营后|运行后|达产后|以来|流程|能力|目标|(?<=签约)中"
)

# 签下|X项目 · 引进|X基地 · 拟新建|X项目 · 打造|X中心: verbs that a name may follow
BEFORE_WORKS = quick(
    rf"(?P<verb>{STAGE_OR_SETTLING.pattern}|新建|兴建|打造|建设|推出|举行|举办|投资|签)(?:了|的|建设|落户的?|落地|一个|由)*$"
)
# of these, the ones that say by themselves that there is a project
SIGNED_OR_STARTED = re.compile(
    rf"签约|签订|签署|签下|签|开工|动工|奠基|竣工|投产|引进|落户|新建|{'|'.join(SETTLING)}"
)

# --- what makes a name of a project or a kind of works ------------------------------------------

WORKS = (
    "项目|工程|基地|产业园|工业园|科技园|物流园|示范园|生产线|电站|电厂|电场|风电场|工厂|综合体|市场|小镇|车间|研究院|"
    "总部|中心|码头|园(?!区)|城(?![市区乡县镇])|厂|产业化|示范区|平台|酒店|医院|学校|高速公路|铁路|大桥|一期|二期|三期|四期|段"
)
WORK = re.compile(WORKS)
WORKS_END = re.compile(rf"(?:{WORKS})$")
_WORKS_ONLY = re.compile(rf"(?:{WORKS})+")

# words that say nothing about which project: 重大产业项目, 新签约亿元以上工业项目, 招商引资项目
_GENERAL = (
    "项目|工程|[一二三首]期|首批|新旧动能转换|动能转换|高质量发展|转型升级|转型|升级|优势|重量级|小特精|大优强|专精特新|高精尖|高大上|实体|意向|招商引资|招商|引资|重大|重点|重要|工业|农业|产业|产业类|服务业|现代服务业|制造业|先进制造业|高新技术|高科技|战略性新兴产业|新兴产业|"
    "省外|市外|县外|区外|境外|国外|国内|内资|外资|外向型|民营|民间|企业|投资|合作|优质|好|大|新|老|小|各类|各|所有|一批批?|一大批|"
    "签约|签订|开工|在建|续建|新建|拟建|竣工|投产|投运|落地|落户|引进|注册|入库|储备|在谈|洽谈|意向|谋划|策划|推介|履约|"
    "亿元|亿元以上|千万元|以上|十亿|百亿|过亿|级|单个|总投资|累计|合计|共|全部|上述|这些|这|该|此|其|其中|其他|多个|数个|若干|有关|相关|"
    "基础设施|基础|民生|文旅|旅游|文化旅游|交通|能源|公共服务|产业链|强链|补链|延链|龙头|头部|领军|标志性|支撑性|关键|核心|"
    "高端装备|装备制造|电子信息|生物医药|新能源|新材料|节能环保|数字经济|先进|现代|代表|典型|支柱|主导|特色|"
    "东中部|东部|中部|西部|沿海|产业转移|完成|超额|实施|市级|省级|国家级|县级|区级|层面|年度|当年|今年|上半年|全市|全县|全省|全区|我市|我县|我省|县|市|省|区|前期|后续|配套|建设|技改|增资扩产|扩建|"
    "第[一二三四五六七八九十\\d]+(?:次|批|轮)?|[两三四五六七八九十]+个|先后|专业|上下游|港澳台侨?|台资|侨资|民企|央企|国企|名企|世界|强|类|型|方面|领域|行业|集中|成功|正式|已|新增|主要|首批|第一批|第二批|批|首个|唯一|最大|目前|亿|元|万|个|项|和|及|与|等|的|、|在|有"
)
_GENERAL_WORD = re.compile("(?:" + guarded(rf"{_GENERAL}|\d+(?:\.\d+)?%?") + ")+")
_HEAD_NOUN = quick(
    r"(?:项目|工程|企业|公司|产业|园区|基地|中心|协议|合同|投资|建设|活动|工作|计划|清单|名单)+$"
)


# --- trades -------------------------------------------------------------------------------------

SECTORS = (
    "新能源汽车|汽车零部件|汽车|动力电池|锂电|储能|电池|光伏|风电|氢能|水电|抽水蓄能|电力|煤化工|石化|化工|医药|生物医药|医疗器械|大健康|康养|"
    "食品|饮料|农产品加工|农业|养殖|种植|饲料|纺织|服装|家纺|鞋业|家具|造纸|包装|印刷|建材|水泥|玻璃|陶瓷|钢铁|有色金属|铝|铜|镁|稀土|"
    "新材料|电子信息|半导体|芯片|集成电路|显示|光电|通信|大数据|人工智能|软件|互联网|电商|物流|冷链|仓储|供应链|装备制造|机械|机器人|"
    "智能制造|航空|航天|无人机|船舶|轨道交通|环保|再生资源|循环经济|文旅|旅游|文化|影视|酒店|商贸|地产|教育|体育|金融|基金|总部经济|"
    "不锈钢|餐厨|垃圾处理|污水处理|固废|幕墙|门窗|管材|板材|涂料|印染|染料|农药|兽药|种业|蔬菜|水果|茶叶|白酒|乳制品|肉制品|水产|粮油|"
    "面粉|淀粉|碳酸锂|氢氧化锂|石墨|负极|隔膜|电解液|铜箔|铝箔|碳纤维|玻纤|轮胎|轴承|齿轮|阀门|电机|变压器|传感器|面板|模组|算力|"
    "卫星|养老|装配式建筑|木业|竹|磷酸铁锂|化肥|橡胶|塑料|五金|模具|家电|照明|矿业|交通|铁路|公路|港口|水利|基础设施"
)
SECTOR = re.compile(SECTORS)

# 装备制造 · 新能源和新材料: a trade, no project
_TRADES_ONLY = re.compile(
    "(?:"
    + guarded(
        rf"{SECTORS}|{_GENERAL}|新一代|信息技术|技术|及|和|与|、|加工|生产|制造|配件|零部件|农产品|研发|类|产品|设备|智慧|绿色|精深|深加工|服务|康养|设施|领域|等"
    )
    + ")+"
)
# 骆驼|新能源动力电池…: where the brand before a trade ends
TRADE_BEGINS = quick(
    rf"{SECTORS}|新能源|智能|电子|科技|生物|绿色|高端|精密|数字|现代|先进|年产|年加工|产业|生产|制造|加工|研发|运营|开发|建设|基地|项目|工程|中心|"
    r"园|城|[一二三四]期|综合|循环|资源|共享|国际|信息|材料|设备|零部件|组件|系统|技术|工业|商业|生态|健康|总部|分布式|跨境|正极|负极|"
    r"\d+|[十百千]万吨|锂业|技改|扩能|扩产|改造|综合利用|电线|电缆|高性能|超|精深|整车|摄像|运动|日用|标准"
)


def is_general(name: str, by_trade: bool = False) -> bool:
    """Does ``name`` say only what kind of project it is (重大产业项目), and not which?

    A trade (装备制造项目) is general too, but not with ``by_trade``.
    """
    body = _HEAD_NOUN.sub("", name.strip("\"'“”‘’ "))
    return (
        len(body) < 2
        or bool(_WORKS_ONLY.fullmatch(body))
        or bool(_GENERAL_WORD.fullmatch(body))
        or (not by_trade and bool(_TRADES_ONLY.fullmatch(body)))
    )
