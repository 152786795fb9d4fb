"""Who is held responsible, as far as anybody says? The rule from statements to responsibility (SCHEMA 4.6)."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

VALUES: Final = ("admitted", "claims_conflict", "attributed", "attribution_contested", "no_claim", "not_stated")

_ACCUSING: Final = ("accusation", "assessment")

Actors = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement, as far as responsibility needs it.

    `kind`, `status`, `about_certainty` and `wording` are codes of SCHEMA 3.10. `speakers` are those who say it, or on
    whose behalf it is said. `accused` holds named actors only, `accused_labels` collective terms without a name. A
    denial may name in `accused` whom it clears; one that names nobody is taken to bear on whatever was said.
    """

    kind: str
    status: str = "current"
    about_incident: bool = True
    about_certainty: str = "explicit"
    speakers: Actors = frozenset()
    accused: Actors = frozenset()
    accused_labels: Actors = frozenset()
    wording: str = ""


def responsibility(claims: Iterable[Claim]) -> str:
    """Derive one of `VALUES` from all statements of an incident; their order does not matter.

    Only current statements about the incident itself count, ambiguous ones too. Nobody is a rival who is not named:
    neither a label nor a claimant without a name.
    """
    heard = [claim for claim in claims if claim.status == "current" and claim.about_incident]
    admissions = [claim for claim in heard if claim.kind == "claim_of_responsibility"]
    accusations = [claim for claim in heard if claim.kind in _ACCUSING]
    denials = [claim for claim in heard if claim.kind == "denial"]
    if admissions:
        return "claims_conflict" if _is_challenged(admissions, accusations, denials) else "admitted"
    if accusations:
        return "attribution_contested" if _is_contested(accusations, denials) else "attributed"
    if any(claim.kind == "no_claim_reported" for claim in heard):
        return "no_claim"
    return "not_stated"


def _is_challenged(admissions: list[Claim], accusations: list[Claim], denials: list[Claim]) -> bool:
    """A claim is challenged by a rival claim, by an accusation of somebody else, by a denial or a dispute."""
    claimed = [claim.speakers for claim in admissions]
    doubts = [claim for claim in accusations if claim.wording == "disputed"]
    blamed = [claim.accused for claim in accusations if claim.wording != "disputed"]
    return (
        any(claim.wording == "disputed" for claim in admissions)
        or _are_rivals(claimed)
        or any(_are_rivals([speakers, accused]) for speakers in claimed for accused in blamed)
        or _bear_on(claimed, denials + doubts)
    )


def _is_contested(accusations: list[Claim], denials: list[Claim]) -> bool:
    blamed = [claim.accused for claim in accusations]
    return any(claim.wording == "disputed" for claim in accusations) or _are_rivals(blamed) or _bear_on(blamed, denials)


def _are_rivals(parties: list[Actors]) -> bool:
    """Whether two of the named parties have nobody in common; a party without a name is nobody's rival."""
    return any(one.isdisjoint(other) for one, other in combinations(filter(None, parties), 2))


def _bear_on(parties: list[Actors], denials: list[Claim]) -> bool:
    """Whether a denial touches the parties; one that clears only people whom nobody here names does not."""
    if not all(parties):
        return bool(denials)
    named = frozenset[Hashable]().union(*parties)
    return any(not denial.accused or denial.accused & named for denial in denials)
