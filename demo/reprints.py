"""How one site takes over another's story: another headline, another beginning, another end."""

from __future__ import annotations

from dataclasses import replace

from demo.stock.writer import Writer
from demo.truth import Story

_HEADS = (
    "{site}讯　",
    "据{origin}报道，",
    "转自{origin}：",
    "{site}{day}消息　",
    "",
)
_TAILS = (
    "消息传来，不少在外务工的乡亲在网上留言，盼着早日回家上班。",
    "这也是当地今年以来招商工作的又一进展，本站将继续关注。",
    "相关进展，本站记者将持续跟踪报道。",
    "有读者留言说，希望今后多登一些这样看得见、摸得着的消息。",
    "欲了解更多园区动态，请留意本站后续报道。",
)
_TITLE_TURNS = ("关注｜{title}", "{title}！", "好消息！{title}", "【园区速递】{title}", "{place}：{title}")
_OFF_TOPIC_TURNS = ("关注｜{title}", "{title}！", "【城事】{title}", "提个醒：{title}")
_OFF_TOPIC_TAILS = (
    "您身边有什么新鲜事，欢迎在文章后面留言告诉我们。",
    "对此您怎么看？欢迎参与讨论，留言被选中的读者将获赠明信片一套。",
)


def reprint(writer: Writer, story: Story, *, origin: str, site: str) -> Story:
    """``story`` as ``site`` takes it over from ``origin``; the group, and what it says of projects, stay."""
    rng = writer.rng
    day = f"{story.happened_at.month}月{story.happened_at.day}日"
    head = rng.choice(_HEADS).format(site=site, origin=origin, day=day)
    first, *rest = story.paragraphs
    if rng.random() < 0.3 and len(rest) > 3:
        rest = rest[:-1]
    if rng.random() < 0.6:
        rest = [*rest, rng.choice(_TAILS if story.relevant else _OFF_TOPIC_TAILS)]
    turns = _TITLE_TURNS if story.relevant else _OFF_TOPIC_TURNS
    title = rng.choice([*story.other_titles, rng.choice(turns).format(title=story.title, place=story.place)])
    return replace(story, title=title, paragraphs=(head + first, *rest), origin=origin, authors=())
