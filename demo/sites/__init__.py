"""One file a site, one site a family."""

from demo.sites.discuz import Discuz
from demo.sites.gov import Gov

SITES = (Discuz, Gov)

__all__ = ["SITES"]
