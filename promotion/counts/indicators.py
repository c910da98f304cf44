"""What a number reports: the indicator codes, and the rules that find the code of a count or of a sum.

A rule is a pattern over a *frame*: the words of the clause with ``#`` where the number stands and the unit after
it, for example ``赴国内外开展招商活动#次``. Rules are tried in order, the first that fits gives the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from promotion.text.patterns import quick

LABELS = {
    "projects_signed": "签约项目数",
    "projects_introduced": "引进项目数",
    "projects_registered": "注册项目数",
    "projects_started": "开工项目数",
    "projects_under_construction": "在建项目数",
    "projects_completed": "竣工项目数",
    "projects_in_production": "投产项目数",
    "projects_negotiating": "在谈项目数",
    "projects_planned": "谋划项目数",
    "leads": "招商信息数",
    "investment_contracted": "签约投资额",
    "investment_started": "开工项目投资额",
    "investment_completed": "竣工项目投资额",
    "investment_received": "到位资金",
    "investment_total": "总投资额",
    "trips": "外出招商次数",
    "companies_visited": "拜访企业数",
    "visitors_received": "接待客商数",
    "events_held": "招商活动场次",
    "rate": "比率",
    "rank": "排名",
    "other": "其他",
}
"""All indicator codes, with the Chinese label that is used where the text prints none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``code`` where ``pattern`` is found in the frame."""

    name: str
    code: str
    pattern: re.Pattern[str]


def _rule(name: str, code: str, pattern: str) -> Rule:
    return Rule(name, code, re.compile(pattern))


_EVENT = (
    r"(?:推介会|座谈会|洽谈会|恳谈会|对接会|说明会|招商会|推介活动|招商活动|经贸活动|专题活动|专场活动|签约活动|"
    r"活动|交流会|协调会)"
)
_LEAD = r"(?<!电子)信息(?!技术|产业|化)"
_FIRM = r"(?:企业|公司|客商|商会|商协会|协会|机构|园区|院校|客人)"

COUNT_RULES: tuple[Rule, ...] = (
    # 组织近300人在北京、深圳开展驻点招商: people on a mission
    _rule("people sent", "other", r"#人(?!组成)[^#;。]{0,40}(?:驻点|招商)"),
    # 接待全国各地来谷考察企业63家 · 客商232人次 · 组织42家企业赴黔考察 · 来访客商80批 · "请进来"招商36次
    _rule(
        "guests",
        "visitors_received",
        rf"(?:接待|迎来|邀请|来访|来[^,#]{{1,3}}考察)[^,#]{{0,18}}#(?:家次|家|户|批次|人次|批|人|名|位|次|团|起)|"
        rf"#(?:家|户|批次|批|名|位|人)[^,#]{{0,8}}{_FIRM}?[^,#]{{0,6}}(?:[来赴][^,#]{{1,3}}(?:考察|洽谈|投资)|来访)|^(?!.*(?:拜访|走访)).*{_FIRM}\)?#(?:批次|人次)|参与来[^,#]{{1,2}}考察[^,#]*#|"
        r"请进来[\"']?[^,#]{0,8}#(?:批次|人次|批|次)",
    ),
    # 外出招商40余次 · 赴省外招商31次 · 开展招商活动25次 · 走出去招商61批次 · 外出招商750天
    _rule(
        "trip",
        "trips",
        r"^(?!.*(?:举办|召开|主办))[^#]*?(?:外出|走出去|带队|赴|前往|小分队|上门|驻点|出去)[^,#]{0,22}(?:招商|考察|对接|活动|洽谈|推介)?[^,#]{0,8}#(?:批次|人次|次|趟|批|团次|团组|天)|(?:外出|带队)[^,#]{0,4}招商#场次|"
        r"#(?:批次|次|趟|批|团组)(?:赴|外出|带队|前往)|(?:开展|进行)招商(?:活动|考察)#(?:批次|次|趟|天)",
    ),
    # 召开推介会、座谈会68次 · 专题招商活动50余场 · 主办专题招商活动15次; not 赴外开展招商活动25次
    _rule(
        "event held",
        "events_held",
        rf"(?<!开展){_EVENT}(?:共|累计|总计|达)?#(?:场次|场|次|个)(?!项目)|#(?:场次|场)[^,#]{{0,16}}(?:活动|会)|"
        r"(?:举[办行]|召开|组织)[^,#]{0,10}#(?:场次|场)|(?:举[办行]|组织)了?#项[^,#]{0,12}活动|(?:重大|专项|专题|推介|促进)活动#项|#次[^,#]{0,10}(?:推介|洽谈)[会活]|(?:洽谈|座谈|推介)(?:座谈|洽谈)?#[次场]",
    ),
    # 拜访企业50余家 · 走访企业76家 · 拜访客商1500余批次 · 对接企业120户
    _rule(
        "visit to companies",
        "companies_visited",
        rf"[与同]#家(?:公司|企业)[^,#]{{0,6}}(?:洽谈|对接|座谈|会谈)|(?:拜访|走访|登门|考察|对接|访问|洽谈)[^,#]{{0,14}}{_FIRM}[^,#]{{0,6}}#(?:家次|家|户|个|批次|次|批)|(?:拜访|走访|对接|考察)[^,#]{{0,8}}#(?:家|户)|接触了?[^,#]{{2,30}}#家(?:企业|公司)|(?:拜访|走访(?!慰问))[^,#]{{0,6}}(?:企业家|客商|老总|[湘浙徽粤闽楚川]商)[^,#]{{0,4}}#(?:人次|人|名|位)",
    ),
    # 意向信息866条 · 掌握有价值招商信息400余条 · 有效线索120个; not 新一代信息技术类67个
    _rule("lead", "leads", rf"(?:{_LEAD}|线索)[^,#、]{{0,6}}#(?:条|个|项)|#(?:条|个|项)[^,#]{{0,12}}(?:{_LEAD}|线索)"),
    # 已有345家外资企业落户 · 落户企业120家 · 引进500强企业7家
    _rule(
        "settled companies",
        "other",
        r"(?:新批|新设|新增|设立|新入[区园])(?![^,#]*(?:规模以上|规上|规模工业|进出口))[^,#]{0,24}企业[^,#]{0,2}#(?:家|户)|#(?:家|户)[^,#]{0,10}企业[^,#]{0,4}(?:落户|入驻|入园)|(?:落户|入驻|入园|在园)[^,#、]{0,4}企业数?[^,#、]{0,4}#(?:家|户|个)|"
        r"(?:引进|招引|引入)(?:[^,#、]{0,12}|[^,#]{0,30}的)(?:企业|总部|机构)[^,#、]{0,6}#(?:家|户)",
    ),
    # 达成合作意向7个
    _rule("intention", "projects_negotiating", r"意向(?:协议)?(?:共|累计)?#(?:个|项|份)"),
    # 签订招商协议150个 · 15份合同 · 与9家企业签订投资协议
    _rule(
        "contract",
        "projects_signed",
        r"[与和同][^,#、]{0,6}#家(?:企业|公司)[^,#]{0,4}签|#家(?:单位|企业|公司)与[^,#]{2,16}签约|(?:协议|合同|合约)\)?(?:共|累计)?#(?:个|份|项|宗)|#(?:个|份|项|宗)[^,#]{0,8}(?:协议|合同)",
    ),
)  # fmt: skip

# What a project count counts: the last verb before the number, else the first after it.
_VERBS: tuple[tuple[str, str], ...] = (
    # 17个项目集中开工、竣工、签约: one count over several stages; 未启动14个: in none of them
    (
        "other",
        r"未(?:启动|开工|动工|落地|开建)|开竣工|开工竣工|(?:开工|竣工|签约|投产)(?:、(?:开工|竣工|签约|投产))+|三集中|履约|入库",
    ),
    ("projects_negotiating", r"(?:拟|意向|待|计划)签约"),
    (
        "projects_signed",
        r"(?:合同|协议)项目|已签(?!约率)|新?签约(?:引进|落地|落户|入驻)?|新签(?:实施|落地|引进)?|签订|签署|签下|签定|达成(?!意向|合作意向|共识|初步)",
    ),
    ("projects_registered", r"注册(?!资本)|工商登记"),
    (
        "projects_in_production",
        r"(?:竣工|建成|正式|全面)?(?:投产|达产|投运)|试产|投入(?:使用|运营|生产)|量产",
    ),
    ("projects_completed", r"竣工|建成|完工"),
    ("projects_started", r"新?开复?工(?:建设)?|复工|动工|奠基|破土|新建"),
    ("projects_under_construction", r"在建|续建|正在(?:建设|施工|推进)|加快建设|实施|执行|推进(?=项目)"),
    ("projects_negotiating", r"在谈|洽谈|意向|跟踪|跟进|考察对接|接洽|对接"),
    (
        "projects_planned",
        r"谋划|策划|储备|预备|拟建|包装|征集到?|前期(?=项目)|推介|推出|发布|(?:开展|办理|推进|做)前期(?:工作|手续)?",
    ),
    ("projects_introduced", r"新?引进|引入|招引|接纳|落户|入驻|落地|完成(?=[^,#投目任]*项目)"),
)
_VERB_WITHIN = 26
_WEAK = {"projects_planned", "projects_introduced"}
_VERB = quick("|".join(f"(?P<v{i}>{pattern})" for i, (_, pattern) in enumerate(_VERBS)))
# 签约率 · 投产后 · 开工前: not what is counted
# 尚未|投产
_NOT_YET = re.compile(r"(?:尚未|还未|暂未)$")
_NOT_THE_VERB = re.compile(r"率|后|前|时|仪式上|即|的?目标|指标|期")

# Labels of money, the rightmost before the number counts
_RECEIVED = (
    r"实际(?:使用|利用)(?:外资|内资)(?:金额|总额|额)?|(?:实际)?(?:到位|实到|利用|到[账帐]|到资)(?:[^,#;。]{0,10}?(?:资金?|投资额?|金额))?|资金到位|到资|"
    r"[入进]资|完成(?:市外|省外|县外|境外|境内)?[内外]资|完成[^,#;。、\d签协]{1,6}投资额?|完成(?:固定资产)?投资额?|完成投资|形成(?:固定资产)?投资额?|实际(?:完成)?投资"
)
_CONTRACTED = (
    r"(?:签约|合同|协议|意向|合作|拟)(?:注册|立项|利用|引进|总|投资|市外|省外|境外)*(?:资金|外资|内资|金额|总额|投资总?额|额|投资|引资)|"
    r"注册外资|引资(?:额|总额|金额)?|"
    r"引进(?:市外|省外|县外|境外)?(?:内资|外资|资金)|签约(?=[约共近超达为逾#])"
)
_TOTAL = (
    r"总投资(?:额|规模|合计)?|投资总?额|投资规模|计划(?:总)?投资|概算|估算|累计(?:总)?投资|投资共|投资合计|总值|吸金[\"']?|"
    r"总额|金额|资金|投资|总规模|招商引资额"
)
_MONEY_LABEL = quick(rf"(?P<received>{_RECEIVED})|(?P<contracted>{_CONTRACTED})|(?P<total>{_TOTAL})")
# 产值 · 税收 · 销售: never promotion money
NO_PROMOTION = re.compile(
    r"产值|销售|营业|营收|收入|税|利润|效益|生产总值|gdp|增加值|进出口|出口|贸易总?额|贷款|授信|融资|基础设施投资(?!项目)|财政|奖励|补贴|补助|注册资本|消费|节约|节省|成本|"
    r"资产(?!投资)|市值|交易额|成交|预算|罚款|捐|价值|规模以上|人均|存款|余额|用地|占地|面积|产能|就业|岗位|评估价|门票|租金|客流|零售"
)
_AVERAGE = re.compile(r"平均|户均|每个|单个|每亩|亩均|人均")

# 1-5 units that a count of projects can have
PROJECT_UNITS = frozenset({"个", "项", "家", "宗", "户", "份", "单", "余个", "批"})
# 个县 · 个乡镇 · 个国家 · 家单位: what such a number counts when no project is spoken of
OTHER_NOUN = re.compile(
    r"^(?:重点|工作|内容)(?=[,;。]|$)|^(?:公司|集团|客商)|^(?:大|重点|主要)?[^,;。项企]{0,8}?(?:国家|省(?![定级重内外])|市(?![场定级重属外])|县(?![定级重外])|区(?![域级重外])|乡|镇|村|街道|部门|单位|平台|方面|标准|环节|岗位|板块|专班|小组|月|小时|年|季度|国(?![内际有企])|工作日|"
    r"城市|行业|领域|产业(?!.{0,6}项目)|集群|产业链|园区|协会|商会|(?<!投资)类|层面|名|品种|品牌|问题|事项|批次|窗口|机构|办事处|中心|银行|基金|专利|荣誉|阶段|组|人|特点|亮点|特征|(?:经济)?指标|措施|举措|任务)"
)
_PROJECT_AFTER = re.compile(r"^[^,;。#]{0,22}?(?:项目|工程)")
_PROJECT_BEFORE = re.compile(r"(?:项目|工程)[^,;。#]{0,14}$")
_LIST_BEFORE = re.compile(r"、[^,;。、]{2,30}等$")
_VERB_AFTER = re.compile(
    r"^(?:已|均|正式|实现|成功|履约|签约|开工|竣工|投产|落地|注册)*(?:履约|签约|开工|竣工|投产|落地|注册|入驻|落户)(?!率|后)"
)
JOBS_OR_MORE = re.compile(
    r"(?:岗位|就业|带动|[比较][^,;。]{1,8}(?:多|增加|减少|新增)|床位|车位)[^,;。#]{0,4}$"
)
_VERB_BEFORE = re.compile(
    r"(?:签约|签订|引进|开工|动工|竣工|投产|在建|续建|在谈|洽谈|注册|落户|入驻|落地|履约|储备|新建|建成|开竣工|亿元以上|以上|过亿|其中|入库)"
    r"(?:的|等|有|共|达|累计|分别|了|重大|完成|约|近|超|过|项目|一批|实现|、)*$"
)


def verbs(text: str) -> list[tuple[int, int, str]]:
    """(start, end, code) of every stage verb that can say what a project count counts."""
    out = []
    for match in _VERB.finditer(text):
        if not _NOT_THE_VERB.match(text, match.end()) and not _NOT_YET.search(text, 0, match.start()):
            out.append((match.start(), match.end(), _VERBS[int((match.lastgroup or "v0")[1:])][0]))
    return out


_NEXT_ITEM = re.compile(r"[^、]*项目、[^、]{1,6}$")


def project_code(left: str, right: str) -> str | None:
    """Code of a project count by the verb of its own clause: 签约项目#个 · #个项目开工 · 注册的有#个."""
    before = verbs(left)
    strong = [v for v in before if v[2] not in _WEAK] or before
    # 签约233个|项目、开工|225个项目: the verb behind the 、 is of the next number
    after = verbs(right.partition("、")[0] if strong and _NEXT_ITEM.match(right) else right)
    if (
        after
        and (not strong or _PROJECT_AFTER.match(right) or strong[-1][2] in _WEAK)
        and after[0][0] <= _VERB_WITHIN
    ):
        # 20个储备项目|提前开工: what happened to them, before what they were
        return next((v[2] for v in after if v[2] not in _WEAK and v[0] <= _VERB_WITHIN), after[0][2])
    if strong:
        return strong[-1][2]
    return after[0][2] if after else None


def is_project_count(left: str, unit: str, right: str) -> bool:
    """Does this number count projects? 签约项目#个 · #个重大项目 · 签约#个 · 5亿以上的#个."""
    if unit not in PROJECT_UNITS:
        return False
    if _PROJECT_AFTER.match(right):
        return not OTHER_NOUN.match(right) or right.startswith(("重大", "重点", "项目"))
    if OTHER_NOUN.match(right):
        return False
    return any(p.search(left) for p in (_PROJECT_BEFORE, _VERB_BEFORE, _LIST_BEFORE)) or bool(
        _VERB_AFTER.match(right)
    )


def count_code(frame: str) -> Rule | None:
    """The rule for a count that is not one of projects."""
    return next((rule for rule in COUNT_RULES if rule.pattern.search(frame)), None)


@dataclass(frozen=True, slots=True)
class MoneyLabel:
    """``kind`` received, contracted or total, with the words at ``start:end`` that say so."""

    kind: str
    start: int
    end: int


def money_label(left: str) -> MoneyLabel | None:
    """The label nearest before a sum, None where there is none or where it is no promotion money."""
    found = None
    for match in _MONEY_LABEL.finditer(left + "#"):
        found = MoneyLabel(match.lastgroup or "total", match.start(), min(match.end(), len(left)))
    refused = None
    for match in NO_PROMOTION.finditer(left):
        refused = match
    if found and refused and refused.end() >= found.start:
        return None
    return None if _AVERAGE.search(left) else found
