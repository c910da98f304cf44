"""Writes the demo web: invents projects, tells their stories, and prints each on one or more sites."""

from __future__ import annotations

import random

from demo.projects import invent
from demo.stock.writer import Writer
from demo.stories import BY_STAGE
from demo.web import DEMO_CLOCK, Web

DEFAULT_SEED = 2026


def build(seed: int = DEFAULT_SEED) -> Web:
    """The demo web of ``seed``: the same seed gives the same web, byte for byte."""
    rng = random.Random(seed)
    writer = Writer(rng)
    web = Web.empty(seed)
    stories = []
    for project in invent(rng, 36, DEMO_CLOCK.date()):
        for stage, day in project.events:
            writer.new_text()
            stories.append(BY_STAGE[stage](writer, project, day))
    stories = sorted(stories, key=lambda story: story.happened_at)
    names = list(web.sites)
    for number, story in enumerate(stories):
        web.publish(names[number % len(names)], story, min(story.happened_at, DEMO_CLOCK))
    return web
