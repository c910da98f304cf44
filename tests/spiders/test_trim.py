"""Lines at the ends of a body that are not its text."""

from __future__ import annotations

import time

import pytest

from spiders.body.trim import is_info, trim_body

TEXT = "5月20日，青石县举行签约活动。\n会上签约八个项目。"


@pytest.mark.parametrize(
    "line",
    [
        "2024-05-20 16:25:01 来源:青石日报 选稿：某人",
        "发布日期：2024-05-20 浏览次数： 信息来源：县招商局",
        "来源：青石日报",
        "字号：",
        "打印|关闭",
        "分享到微信",
        "【大 中 小】",
        "阅读 5605",
        "作者：某人 时间：05-20",
        "發佈時間：2024-05-20 字級設定：小中大特",
        "編輯：某人 責任編輯：某人",
    ],
)
def test_info_lines(line: str) -> None:
    assert is_info(line)
    assert trim_body(f"{line}\n{TEXT}", "题") == TEXT


@pytest.mark.parametrize(
    "line", ["2024年5月20日，县里召开会议。", "编者按", "（一）项目情况", "大会开幕式", ""]
)
def test_lines_that_are_text(line: str) -> None:
    assert not is_info(line)


@pytest.mark.parametrize(
    "tail",
    [
        "责任编辑：某人",
        "（编辑 某人）",
        "【编辑：某人】",
        "[责编：某人]",
        "【纠错】 责任编辑： 某人",
        "编辑：甲乙 审核：丙丁",
        "来源：青石县融媒体中心",
        "关键词： 招商 签约",
        "相关阅读\n某县签约\n某市签约",
        "上一篇：某县签约\n下一篇：某市签约",
        "分享到：",
        "未经授权，请勿转载。",
        "本文转载请注明出处",
        "打印 关闭",
        "记者：王小一 李二\n一审：甲 二审：乙 三审：丙",
        "图片丨王小一",
        "摄影/王小一",
        "声明：该文观点仅代表作者本人",
        "郑重声明：内容供参考，不构成投资建议。",
        "责任编辑：\n返回某网，查看更多",
        "正文已结束，您可以评论",
        "点击右下角“在看”，分享给更多人",
        "Notice: The content above is uploaded by a user of a platform, which provides storage only."
        + " x" * 40,
        "1、凡本网注明“来源：青石网”的作品，均为本网合法拥有版权的作品。",
        "一审一校：王小一\n二审二校：李二\n三审三校：赵三",
        "本期编辑丨王小一\n责任校对丨李二\n编审丨赵三",
        "编辑/王小一 校审/李二 监制/赵三",
        "信息发布：县政府办公室",
        "发布人：王小一　审核人：李二",
        "分享让更多人看到",
        "【打印本页】 【关闭窗口】",
        "打印本稿 关闭窗口 返回首页",
        "手机扫码阅读",
        "点击数：1.2万次　收藏本页",
        "本文共被阅读126次",
        "赞 (25)\n踩 (2)",
        "我来说两句 (0人参与)",
        "打开APP阅读全文",
        "点击查看更多>>",
        "前一篇：没有了\n后一篇：某市签约",
        "往期精彩\n" + "\n".join(f"某县第{n}批项目集中签约" for n in range(20)),
        "以上内容来自网络，如有侵权请联系删除。",
        "END\n来 源｜县融媒体中心\n文 字｜王小一 李二\n校 对｜赵三\n喜欢就点个赞吧↓↓↓",
        "文章录入：admin    责任编辑：admin",
        "想爆料？请拨打新闻热线，或发邮件到来稿邮箱。",
    ],
)
def test_tails_are_cut(tail: str) -> None:
    assert trim_body(f"{TEXT}\n{tail}", "题") == TEXT


@pytest.mark.parametrize(
    "tail",
    [
        "（作者系青石县招商局局长）",
        "新华社发",
        "某人对记者说，编辑工作很重要。",
        "青石县人民政府",
        "记者：为什么选择这里？",
        "资金来源：县级财政",
        "让我们为他们点个赞！",
        "附件：招商手册.pdf",
    ],
)
def test_signatures_and_sentences_stay(tail: str) -> None:
    assert trim_body(f"{TEXT}\n{tail}", "题") == f"{TEXT}\n{tail}"


def test_the_title_is_not_repeated() -> None:
    assert trim_body(f"签约活动\n{TEXT}", "签约 活动") == TEXT


def test_an_exact_body_keeps_its_head() -> None:
    decree = f"（2024年5月20日第三次会议通过）\n{TEXT}"
    assert trim_body(decree, "题", exact=True) == decree


@pytest.mark.parametrize(
    "head",
    [
        "原标题：（权威发布）青石县举行签约活动",
        "字体大小： 小 中 大",
        "浏览量：1203 次",
        "语音播报",
        "点击上方蓝字关注我们",
        "点击播报本文，约 3 分钟",
    ],
)
def test_tools_at_the_head_of_an_exact_body_are_dropped(head: str) -> None:
    assert trim_body(f"{head}\n{TEXT}", "题", exact=True) == TEXT


def test_a_heading_over_links_far_from_the_end_is_none_if_prose_follows() -> None:
    text = "\n".join([TEXT, "最新文章", *["会上的话。"] * 20])
    assert trim_body(text, "题") == text


def test_something_is_always_left() -> None:
    assert trim_body("来源：青石日报", "题")
    assert trim_body("", "题") == ""


def test_buttons_between_paragraphs_are_no_text() -> None:
    assert trim_body(f"{TEXT}\n展开全部\n{TEXT}", "题") == f"{TEXT}\n{TEXT}"
    assert trim_body(f"{TEXT}\n收起\n{TEXT}", "题", exact=True) == f"{TEXT}\n收起\n{TEXT}"


def test_nothing_after_the_editors_line_is_text_but_prose_is() -> None:
    furniture = "责编：王小一\n不感兴趣\n广告软文\n重复、旧闻\n其他问题"
    assert trim_body(f"{TEXT}\n{furniture}", "题") == TEXT
    more = f"编辑：王小一\n{TEXT}"
    assert trim_body(f"{TEXT}\n{more}", "题") == f"{TEXT}\n{more}"


def test_a_long_line_of_labels_and_words_above_a_summary_are_dropped_at_the_head() -> None:
    labels = (
        "索引号：5223/2016-17 文章来源：青石日报 发布时间：2016/11/11 9:37:15 作者：王小一 李二 点击：119 "
        * 2
    )
    assert trim_body(f"{labels}\n{TEXT}", "题") == TEXT
    assert trim_body(f"摘要\n{TEXT}", "题") == TEXT


@pytest.mark.parametrize(
    "line", ["1" * 88, "分享到" * 20 + "的" * 25, ("分享到" + " " * 12) * 5 + "的", "大中小" * 28 + "的"]
)
def test_no_line_takes_long_to_be_no_line_of_tools(line: str) -> None:
    began = time.process_time()
    assert not is_info(line)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "tail",
    [
        "責任編輯：王小一",
        "【记者】王小一\n【通讯员】李二\n【校对】赵三",
        "延伸閱讀\n青石縣舉行另一場簽約",
        "本新聞文字及照片版權所有，未經授權不得轉載。",
        "此内容著作权归青石日报所有\n青石日报广告合作，请点击这里",
        "加入青石新聞粉絲團",
    ],
)
def test_tails_in_both_scripts(tail: str) -> None:
    assert trim_body(f"{TEXT}\n{tail}", "题") == TEXT


def test_the_heads_of_advertisements_are_no_text() -> None:
    assert trim_body(f"{TEXT}\n請繼續往下閱讀...\n{TEXT}\nADVERTISEMENT\n{TEXT}", "题") == "\n".join(
        [TEXT] * 3
    )
    assert trim_body(f"{TEXT}\n广告牌拆了。\n{TEXT}", "题") == f"{TEXT}\n广告牌拆了。\n{TEXT}"
