"""One file a site, one site a family."""

from demo.sites.cjyun import Cjyun
from demo.sites.discuz import Discuz
from demo.sites.epaper import Epaper
from demo.sites.gov import Gov
from demo.sites.people import People
from demo.sites.portal import Portal
from demo.sites.wechat import Wechat

SITES = (Discuz, Epaper, People, Cjyun, Wechat, Gov, Portal)
"""In the order of `zscrawl.items.FAMILIES`, which is also the order of the ports."""

__all__ = ["SITES"]
