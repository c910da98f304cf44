"""Promotion news and its look-alikes."""

from __future__ import annotations

import pytest

from promotion import read_facts


@pytest.mark.parametrize(
    "text",
    [
        "全县新签约招商引资项目34个,合同投资额61.7亿元。",
        "县长率队赴深圳招商,拜访客商。",
        "总投资12亿元的锂电铜箔项目正式动工,年产2万吨,建成后年产值25亿元。",
        "商会会长率考察团来我县考察投资环境,双方就项目合作洽谈。",
        "县长率队到东莞、中山等地,先后考察了三家公司及商会,欢迎企业来县投资发展。",
        "市政府拜访了台商协会,介绍投资政策,为承接产业转移做准备。",
        "书记率队赴上海拜访企业,洽谈精细化工项目。",
        "董事长一行到盐城考察投资环境,市长会见客人,就园区共建座谈。",
        "一至九月,全省新设外商投资企业230家,合同外资40亿美元,实际使用外资20亿美元。",
        "全省新批外商投资批发和零售业项目90个,协议利用外资3亿美元,主要在零售业。",
        "双方达成经贸合作项目80个,投资金额900亿元,交流会上企业代表致辞。",
    ],
)
def test_promotion_news(text: str) -> None:
    assert read_facts(text).relevant


@pytest.mark.parametrize(
    "text",
    [
        "招商银行发布年报,净利润增长7.8%,不良率0.95%,信用卡贷款增加。",
        "招商证券研报维持买入评级,目标价68元,新签订单42亿元。",
        "俱乐部宣布与三名球员签约,合同期两年,新赛季目标保级。",
        "商场推出满300减50促销活动,国庆销售额1.9亿元,客流增长。",
        "春季招聘会提供岗位4300个,月薪3500元起,求职者带简历应聘。",
        "嫌疑人以招商引资为名诈骗,骗取保证金260万元,警方已立案。",
        "不法分子以招商为幌子设下骗局,行骗者冒充大客商,坑蒙拐骗,商家上当。",
        "奶茶品牌加盟费5万元,加盟热线,诚招代理商,投资回本8个月。",
        "临街旺铺火热招商招租,户型30平方米,楼盘均价8600元。",
        "家庭医生签约服务团队216个,签约居民18万人。",
        "气象台发布暴雨橙色预警信号,预计降雨量120毫米。",
        "",
    ],
)
def test_look_alikes(text: str) -> None:
    facts = read_facts(text)
    assert not facts.relevant
    assert facts.figures == facts.projects == facts.activities == facts.mechanisms == []


def test_the_score_is_a_share() -> None:
    assert 0 <= read_facts("招商引资" * 50).relevance <= 1
