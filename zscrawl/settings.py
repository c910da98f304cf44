"""Scrapy settings of the project. `zscrawl crawl`, `scrapy crawl SOURCE` and scrapyd all use these.

Settings that begin with ``ZSCRAWL_`` are ours; each names the module that reads it.
"""

from __future__ import annotations

import os

from zscrawl import __version__

BOT_NAME = "zscrawl"
SPIDER_LOADER_CLASS = "zscrawl.loader.SourceLoader"
SPIDER_MODULES: list[str] = []  # the loader makes one spider a source, it searches no modules
NEWSPIDER_MODULE = "spiders"

# --- who we are --------------------------------------------------------------------------------------------------

ZSCRAWL_CONTACT = os.environ.get("ZSCRAWL_CONTACT", "").strip()
"""An address or URL of the operator, for sites that want to complain."""
USER_AGENT = (
    f"zscrawl/{__version__} ({f'+{ZSCRAWL_CONTACT}; ' if ZSCRAWL_CONTACT else ''}archive of regional news)"
)
ROBOTSTXT_USER_AGENT = "zscrawl"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}

# --- politeness: zscrawl.crawl.middlewares.pace does all the waiting, for all sources of a run together ---------------

ZSCRAWL_DELAY = 2.0  # seconds between two requests to one host
ZSCRAWL_PATIENCE = 5  # troubles in a row after which a host is given up for the run
ZSCRAWL_FIRST_PAUSE = 5.0  # seconds of the first pause after trouble
DOWNLOAD_DELAY = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 4  # of one source; few, so that a stop has little to wait for
AUTOTHROTTLE_ENABLED = False
ROBOTSTXT_OBEY = (
    False  # zscrawl.crawl.middlewares.robots obeys it, with crawl-delay, size limit and RFC 9309's rules
)
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # every failure is in the run's log and summary
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # in the order of the list: newest first
COOKIES_ENABLED = True  # Discuz' cookie-reload page wants its cookie back

# --- guards ------------------------------------------------------------------------------------------------------

DOWNLOAD_MAXSIZE = 20 * 1024 * 1024  # bytes, on the wire and unpacked
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 45  # seconds for a whole answer, so a dripping one ends too
DNS_TIMEOUT = 15
REDIRECT_MAX_TIMES = 6
METAREFRESH_ENABLED = (
    False  # readers know refresh stubs; Scrapy would decode every page on the event loop for it
)
HTTPPROXY_ENABLED = False  # behind a proxy the guards could not see what address is asked
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}

# --- the way through -----------------------------------------------------------------------------------------------

REQUEST_FINGERPRINTER_CLASS = "zscrawl.crawl.middlewares.canonical.CanonicalFingerprinter"
DOWNLOADER_STATS = False  # the run's summary and log count
WARN_ON_GENERATOR_RETURN_VALUE = False  # it reads the source of the one spider again for every source
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "zscrawl.crawl.middlewares.guard.GuardMiddleware": 50,
    "zscrawl.crawl.middlewares.robots.RobotsMiddleware": 100,
    "zscrawl.crawl.middlewares.redirects.RedirectMiddleware": 600,
    "zscrawl.crawl.middlewares.pace.PaceMiddleware": 890,
}
# What these do is done by the spider and the guards, or not at all; each costs time for every request and item.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
ITEM_PIPELINES = {
    "zscrawl.crawl.pipelines.CleanPipeline": 100,
    "zscrawl.crawl.pipelines.StorePipeline": 300,
}
EXTENSIONS = {
    "zscrawl.crawl.extensions.visit.VisitExtension": 0,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.logcount.LogCount": None,  # one handler a source, each of which gets every record
}
CONCURRENT_ITEMS = 1
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 60 * 1024 * 1024  # bytes of responses being read; three of the largest

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
ASYNCIO_EVENT_LOOP = "uvloop.Loop"  # in C: fetching takes an eighth less CPU time
LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"
