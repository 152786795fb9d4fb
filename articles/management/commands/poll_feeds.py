"""How are the feeds polled? Asks each in turn, and tells what came of it; run it from cron."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.feeds import ENTRIES_A_POLL, Poll, poll
from articles.models import Feed


class Command(BaseCommand):
    """Fetches what is new in the feeds that are polled."""

    help = "Poll the RSS and Atom feeds; a feed that fails keeps its problem in words and stops no other."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--feed", metavar="NAME", help="only the feed of this name, even if it is not polled otherwise"
        )
        parser.add_argument(
            "--entries", type=_number, default=ENTRIES_A_POLL, metavar="N",
            help=f"entries fetched of each feed at most (default: {ENTRIES_A_POLL})",
        )  # fmt: skip

    def handle(self, *_args: Any, **options: Any) -> None:
        feeds = self._named(options["feed"]) if options["feed"] else list(Feed.objects.filter(is_active=True))
        if not feeds:
            self.stdout.write("No feed is polled; editors add them at /admin/articles/feed/.")
        failed = [done for done in (self._poll(feed, options["entries"]) for feed in feeds) if done.problems]
        if feeds and len(failed) == len(feeds):
            raise CommandError("Every feed had a problem.")

    def _named(self, name: str) -> list[Feed]:
        feeds = list(Feed.objects.filter(name=name))
        if not feeds:
            known = ", ".join(Feed.objects.values_list("name", flat=True)) or "none"
            raise CommandError(f"There is no feed “{name}”. Feeds: {known}.")
        return feeds

    def _poll(self, feed: Feed, entries: int) -> Poll:
        done = poll(feed, entries_a_poll=entries)
        waiting = f", {done.waiting:,} for the next poll" if done.waiting else ""
        self.stdout.write(f"{feed.name}: {len(done.new):,} new, {done.known:,} known{waiting}")
        for problem in done.problems:
            self.stderr.write(f"  {problem}")
        return done


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 500):
        raise argparse.ArgumentTypeError("a whole number from 1 to 500")
    return int(text)
