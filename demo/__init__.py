"""A small regional web of our own: seven sites on loopback ports, one a family, and the truth about them.

All its news is invented. `build` writes it from a seed, `serve` puts it on 127.0.0.1, and `Web.articles` says
what a correct crawl of it brings home. Used by ``zscrawl demo`` and by the end-to-end tests.
"""

from demo.build import DEFAULT_SEED, build
from demo.server import STABLE_PORTS, Server, serve
from demo.truth import Address, Mention, Story, TrueArticle, same_moment, same_text
from demo.web import DEMO_CLOCK, Web

__all__ = [
    "DEFAULT_SEED",
    "DEMO_CLOCK",
    "STABLE_PORTS",
    "Address",
    "Mention",
    "Server",
    "Story",
    "TrueArticle",
    "Web",
    "build",
    "same_moment",
    "same_text",
    "serve",
]
