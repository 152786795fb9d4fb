"""What do many incidents add up to? Owns the counts and the honest total above a list (SCHEMA 6).

Lows, bests and highs are added apart, and incidents without a figure are told, never counted as zero. Discounted
incidents are kept in the list and left out of the sums (SCHEMA 4.5).
"""

from dataclasses import dataclass

from incidents import tolls
from incidents.public.snapshot.sums import Some, Tally
from incidents.public.story.harmed import harmed


@dataclass(frozen=True, slots=True)
class Totals:
    """How many incidents match, how many of them the map can show, and what the tolls add up to, in words.

    ``toll_unknown`` is how many have no figure of people killed; the discounted are not asked for one.
    """

    incidents: int
    with_point: int
    discounted: int
    toll_unknown: int
    killed: str
    injured: str

    @property
    def without_point(self) -> int:
        return self.incidents - self.with_point

    @property
    def killed_amount(self) -> str:
        """The total of people killed without its gaps; ``killed_gaps`` has them."""
        return self.killed.partition(tolls.between_clauses())[0]

    @property
    def killed_gaps(self) -> str:
        return "".join(self.killed.partition(tolls.between_clauses())[1:])


def add_up(some: Some) -> Totals:
    """The totals of these rows."""
    killed, injured = some.tally("killed"), some.tally("injured")
    return Totals(
        incidents=killed.incidents,
        with_point=some.with_point,
        discounted=killed.discounted,
        toll_unknown=killed.incidents - killed.discounted - killed.figures,
        killed=_in_words("killed", killed),
        injured=_in_words("injured", injured),
    )


def _in_words(harm: str, tally: Tally) -> str:
    """The total in words: lows that are there are a floor, bests and highs only stand when no figure lacks them."""
    return tolls.total_words(tally.total, harmed(harm))
