"""The egg that ``scrapyd-deploy`` builds from scrapy.cfg.

It holds no code, only (from pyproject.toml) the entry point that names the settings: zscrawl needs its libraries on
scrapyd's machine anyway, so it is installed there with them. Everything else is built from pyproject.toml.
"""

from setuptools import setup

setup(packages=[])
