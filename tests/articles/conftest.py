"""What do the tests of the sources share? A web of a few pages in place of the real one."""

from tests.articles.sites import web

__all__ = ["web"]
