"""The admin of the sources, and what every table of the analysts shares: lists, codes and the story of changes."""

from articles.admin import documents

__all__ = ["documents"]
