"""Responsibility: every line of the scheme's table, and that the order of statements never matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.attribution import VALUES, Claim, responsibility

KINDS = (
    "claim_of_responsibility",
    "accusation",
    "denial",
    "assessment",
    "no_claim_reported",
    "account",
    "condemnation",
    "warning",
    "response_position",
    "appeal",
)


def claim(*speakers, wording="asserted", **fields):
    return Claim("claim_of_responsibility", speakers=frozenset(speakers), wording=wording, **fields)


def accusation(*accused, kind="accusation", labels=(), wording="asserted", **fields):
    return Claim(kind, accused=frozenset(accused), accused_labels=frozenset(labels), wording=wording, **fields)


def denial(*cleared, by="somebody", **fields):
    return Claim("denial", speakers=frozenset({by}), accused=frozenset(cleared), wording="asserted", **fields)


NO_CLAIM = Claim("no_claim_reported", wording="asserted")

TABLE = [
    # admitted: a claim of responsibility, no rival claim
    ("one claimant", [claim("A")], "admitted"),
    ("the same claimant twice", [claim("A"), claim("A")], "admitted"),
    ("a joint claim is one claim", [claim("A", "B")], "admitted"),
    ("a claimant alone, then with another", [claim("A"), claim("A", "B")], "admitted"),
    ("a claim after a report of none", [NO_CLAIM, claim("A")], "admitted"),
    ("a claim beside an accusation of the claimant", [claim("A"), accusation("A")], "admitted"),
    ("a claim beside an accusation of a label", [claim("A"), accusation(labels=["militias"])], "admitted"),
    ("a nameless claim beside a named one", [claim(), claim("A")], "admitted"),
    ("a denial that clears only somebody else", [claim("A"), denial("B", by="B")], "admitted"),
    ("a claim whose denial was withdrawn", [claim("A"), denial(status="withdrawn")], "admitted"),
    # The next value, claims_conflict, is for two or more claimants, or a claim denied or disputed.
    ("two claimants", [claim("A"), claim("B")], "claims_conflict"),
    ("a claim denied", [claim("A"), denial()], "claims_conflict"),
    ("a claim denied for the claimant by name", [claim("A"), denial("A")], "claims_conflict"),
    ("a nameless claim denied", [claim(), denial("B")], "claims_conflict"),
    ("a claim worded as disputed", [claim("A", wording="disputed")], "claims_conflict"),
    (
        "a claim disputed in an assessment",
        [claim("A"), accusation("A", kind="assessment", wording="disputed")],
        "claims_conflict",
    ),
    ("an admission beside an accusation of others", [claim("A"), accusation("B")], "claims_conflict"),
    (
        "an admission beside an assessment that blames others",
        [claim("A"), accusation("B", kind="assessment", wording="possible")],
        "claims_conflict",
    ),
    # attributed: accusation or assessment, no denial, no rival accused
    ("an accusation", [accusation("A")], "attributed"),
    ("an assessment", [accusation("A", kind="assessment", wording="possible")], "attributed"),
    ("an accusation of a label", [accusation(labels=["terrorist groups"])], "attributed"),
    ("labels are no rivals", [accusation(labels=["militias"]), accusation(labels=["factions"])], "attributed"),
    ("a label is no rival of a name", [accusation("A"), accusation(labels=["factions"])], "attributed"),
    ("the same accused twice", [accusation("A"), accusation("A", "B")], "attributed"),
    ("an accusation beside a report of no claim", [accusation("A"), NO_CLAIM], "attributed"),
    ("an ambiguous accusation counts", [accusation("A", about_certainty="ambiguous")], "attributed"),
    ("a denial that clears only somebody else, of names", [accusation("A"), denial("C", by="C")], "attributed"),
    # attribution_contested: accusation with a denial, or different accused
    ("an accusation denied", [accusation("A"), denial(by="A")], "attribution_contested"),
    ("an accusation of a label denied", [accusation(labels=["factions"]), denial("A")], "attribution_contested"),
    ("different accused", [accusation("A"), accusation("B", kind="assessment")], "attribution_contested"),
    ("a disputed attribution", [accusation("A", wording="disputed")], "attribution_contested"),
    (
        "an ambiguous accusation of somebody else",
        [accusation("A"), accusation("B", about_certainty="ambiguous")],
        "attribution_contested",
    ),
    # Nothing but a report that nobody claimed it gives no_claim.
    ("a report that nobody claimed it", [NO_CLAIM], "no_claim"),
    ("no claim, and somebody clears himself", [NO_CLAIM, denial()], "no_claim"),
    ("no claim, beside other talk", [NO_CLAIM, Claim("condemnation")], "no_claim"),
    # The last value is for when nothing is said of who did it.
    ("nothing at all", [], "not_stated"),
    ("a denial alone", [denial()], "not_stated"),
    ("statements that attribute nothing", [Claim(kind) for kind in KINDS[5:]], "not_stated"),
    ("an accusation about a series only", [accusation("A", about_incident=False)], "not_stated"),
    ("a claim about a series only", [claim("A", about_incident=False), NO_CLAIM], "no_claim"),
    ("a withdrawn claim", [claim("A", status="withdrawn")], "not_stated"),
    ("a superseded accusation", [accusation("A", status="superseded")], "not_stated"),
    ("a discounted accusation", [accusation("A", status="discounted"), NO_CLAIM], "no_claim"),
]


@pytest.mark.parametrize(("statements", "value"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_each_case_has_its_value(statements, value):
    assert responsibility(statements) == value


def test_the_embassy_attack_is_attributed():
    statements = [
        accusation(labels=["terrorist groups"], speakers=frozenset({"embassy"})),
        accusation(labels=["Iran-backed militias"], speakers=frozenset({"US officials"}), about_incident=False),
        accusation(labels=["pro-Iran assailants"], kind="assessment", wording="possible"),
        accusation(labels=["Iranian-backed factions"], about_certainty="ambiguous"),
        Claim("response_position", speakers=frozenset({"Iran"})),
        NO_CLAIM,
    ]
    assert responsibility(statements) == "attributed"


ACTORS = st.frozensets(st.sampled_from("ABC"), max_size=2)
CLAIMS = st.builds(
    Claim,
    kind=st.sampled_from(KINDS),
    status=st.sampled_from(["current", "current", "superseded"]),
    about_incident=st.booleans(),
    about_certainty=st.sampled_from(["explicit", "ambiguous"]),
    speakers=ACTORS,
    accused=ACTORS,
    accused_labels=st.frozensets(st.sampled_from(["militias", "factions"]), max_size=1),
    wording=st.sampled_from(["asserted", "probable", "possible", "disputed"]),
)


@given(st.data(), st.lists(CLAIMS, max_size=6))
def test_the_order_of_statements_never_matters(data, statements):
    shuffled = data.draw(st.permutations(statements))
    assert responsibility(shuffled) == responsibility(statements)
    assert responsibility(statements) in VALUES


@given(st.lists(CLAIMS, max_size=6))
def test_a_repeated_statement_changes_nothing(statements):
    assert responsibility(statements * 2) == responsibility(statements)


@given(st.lists(CLAIMS, max_size=6))
def test_a_label_never_changes_the_value(statements):
    labelled = [*statements, *(accusation(labels=["gunmen"]) for claim in statements if claim.kind == "accusation")]
    admitted = responsibility([claim for claim in statements if claim.kind == "claim_of_responsibility"])
    if admitted == "admitted":
        assert responsibility(labelled) == responsibility(statements)
