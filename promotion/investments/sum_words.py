"""Words round the sum of a project: the label before it, and the verb that says what it builds."""

from __future__ import annotations

import re

from promotion.text.patterns import quick

# 总投资 · 计划总投资约 · 协议投资额 · 基金规模
LABEL = (
    r"(?:(?:计划|规划|远景|预计|估计|估算|概算|累计|拟|将|共|新增|追加|固定资产)*(?:总)?投资(?:总?额|规模|总规模|规划)?|总投入|投入|"
    r"协议(?:总)?(?:投资|资金)额?|合同(?:总)?(?:投资)?额?|基金(?:总)?规模|总规模)"
    r"(?:合计|共计|共|预计|估计|估算|约为?|达到?|为|近|超过?|逾|高达|不少于|不低于|人民币|:)*"
)
LABEL_BEFORE = quick(rf"(?P<label>{LABEL})$")
# 投资50亿元|建年产2万吨…项目 · 投资48亿元|在城西建设的…
BUILDS = re.compile(
    r"^(?:人民币)?(?P<comma>,(?:选址[^,;。]{2,16},)?)?(?:(?:在|于|将在)[^,;。]{1,14}?)?(?:将|拟|主要|投资|用于)*"
    r"(?:新建|兴建|建设(?!周期|内容|规模|期|用地|地点|标准|工期|面积)|打造|实施|投建|新上|上马|开发(?!区)|生产(?=[^,;。、]{2,20}项目)|建立|设立|创办|用于|建(?!成?后)成?)(?:的|一个|一座|了|运营)*"
)
CLAUSE_END = re.compile(r"[,;。]")
