"""Tests of incidents/codebook/: every list is whole, every code is explained, every column has its list."""

from collections.abc import Iterator

import pytest
from django.db import models

from incidents import codebook
from incidents.codebook import CODE_LENGTH, VOCABULARIES, Term, Vocabulary
from incidents.codebook.vocabulary import term
from incidents.models import ImportRun, Publication
from tests.rows import tables

LISTS = {
    "publisher_kind": "newspaper news_agency broadcaster online_media government military intergovernmental "
    "ngo_monitor armed_group_media social_account aggregator academic other",
    "reach": "local subnational national regional international",
    "article_kind": "news_article agency_wire social_post statement press_briefing broadcast report dataset_record "
    "image_video other",
    "byline_state": "present unsigned absent_in_copy unknown",
    "holding": "full_text excerpt reference_only",
    "triage": "new relevant irrelevant coded",
    "citation_basis": "stated calculated inferred outside",
    "stance": "supports compatible contradicts",
    "actor_kind": "person state state_force international_force armed_group political_party movement media ngo "
    "intergovernmental company community unidentified label",
    "actor_name_kind": "official short spelling translation former",
    "place_kind": "country adm1 adm2 adm3 settlement neighbourhood zone site road water region other",
    "attack_type": "indirect_fire uav_attack air_strike planted_explosive suicide_attack grenade shooting clash "
    "assassination abduction hijacking arson_sabotage cbrn physical_assault sexual_violence cyber other unknown",
    "violence_type": "state_based non_state one_sided",
    "stage": "completed attempted foiled threatened unknown",
    "time_kind": "exact approximate window part_of_day unknown",
    "part_of_day": "before_dawn dawn morning midday afternoon evening night",
    "status": "draft in_review published withdrawn merged",
    "verification": "unassessed single_origin corroborated acknowledged contested discounted",
    "sensitivity": "open coarse hidden_place",
    "precision": "point site neighbourhood settlement near adm2 adm1 region country sea_air",
    "location_role": "occurred launch impact target interception found other",
    "certainty": "certain probable possible",
    "weapon_side": "attacker defender unknown",
    "weapon_type": "rocket mortar artillery ballistic_missile cruise_missile other_missile rpg uav_one_way uav_armed "
    "aerial_bomb ied vehicle_bomb mine suicide_device grenade small_arms incendiary edged_blunt chemical cyber "
    "air_defence_gun air_defence_missile jamming other unknown",
    "weapon_outcome": "hit_intended hit_other landed intercepted fell_short failed not_fired activated unknown",
    "target_type": "diplomatic government military police_security education health residential private_persons "
    "religious media ngo_humanitarian business energy_utilities transport telecom food_water political_party "
    "armed_group other unknown",
    "target_role": "intended struck intended_and_struck unclear",
    "damage": "none minor major destroyed some unknown",
    "statement_kind": "claim_of_responsibility accusation denial assessment no_claim_reported account condemnation "
    "warning response_position appeal",
    "voice": "named unnamed anonymous publisher",
    "about_certainty": "explicit probable ambiguous",
    "wording": "asserted probable possible disputed",
    "channel": "social_post press_briefing written_statement interview broadcast call letter note_at_scene video "
    "website official_document to_reporter unknown",
    "statement_basis": "official_record investigation authority_named media_or_witness authority_anonymous "
    "opposing_party unsourced",
    "statement_status": "current superseded withdrawn discounted",
    "harm": "killed injured missing abducted detained casualty_unspecified",
    "group": "all civilian security_force armed_group perpetrator unknown",
    "age": "child adult unknown",
    "sex": "female male other unknown",
    "severity": "slight serious critical",
    "mechanism": "blast shrapnel gunshot collapse other",
    "count_kind": "exact at_least at_most about range words none none_reported unknown",
    "relation_kind": "part_of duplicate_of same_operation follow_up_to retaliation_for context_of possible_link",
    "involvement_role": "side_a side_b attacked present",
    "external_scheme": "ucdp_ged acled gtd airwars other",
    "note_kind": "context observation editorial discrepancy method",
    "publication_state": "live superseded withdrawn merged blanked",
    "figure_state": "figure none none_reported unknown not_mentioned",
    "responsibility": "admitted claims_conflict attributed attribution_contested no_claim not_stated",
}
"""The closed lists of SCHEMA 3 and 4 (and 2.2, 2.4, 2.5, 9), in their order there."""

OUR_OWN = {
    "date_precision", "figure_rule", "review_action", "import_outcome", "coding_round", "task_state", "step_kind",
    "confidential_kind", "report_about", "report_state",
}  # fmt: skip
"""Lists the scheme tells in prose only."""

COLUMNS = {
    "coding_round": "CodingTask.round",
    "task_state": "CodingTask.state",
    "step_kind": "Step.kind",
    "confidential_kind": "ConfidentialNote.kind",
    "report_about": "ErrorReport.about",
    "report_state": "ErrorReport.state",
    "publisher_kind": "Publisher.kind",
    "reach": "Publisher.reach",
    "article_kind": "Article.kind",
    "byline_state": "Article.byline_state",
    "holding": "Article.holding",
    "triage": "Article.triage",
    "citation_basis": "Citation.basis",
    "stance": "Citation.stance",
    "actor_kind": "Actor.kind",
    "actor_name_kind": "ActorName.kind PlaceName.kind",
    "place_kind": "Place.kind",
    "attack_type": "Incident.attack_type Publication.attack_type",
    "violence_type": "Incident.violence_type Publication.violence_type",
    "stage": "Incident.stage Publication.stage",
    "time_kind": "Incident.time_kind",
    "part_of_day": "Incident.part_of_day",
    "status": "Incident.status ReviewEvent.from_status ReviewEvent.to_status",
    "verification": "Incident.verification Publication.verification",
    "sensitivity": "Incident.sensitivity",
    "precision": "Location.precision Publication.precision",
    "location_role": "Location.role",
    "certainty": "Location.certainty Target.certainty Relation.certainty Involvement.certainty",
    "weapon_side": "WeaponUse.side",
    "weapon_type": "WeaponUse.type",
    "weapon_outcome": "WeaponUse.outcome",
    "target_type": "Target.type",
    "target_role": "Target.role",
    "damage": "Target.damage",
    "statement_kind": "Statement.kind",
    "voice": "Statement.voice",
    "about_certainty": "Statement.about_certainty",
    "wording": "Statement.wording",
    "channel": "Statement.channel",
    "statement_basis": "Statement.basis",
    "statement_status": "Statement.status",
    "harm": "CasualtyCount.harm PinnedFigure.harm",
    "group": "CasualtyCount.group PinnedFigure.group",
    "age": "CasualtyCount.age",
    "sex": "CasualtyCount.sex",
    "severity": "CasualtyCount.severity",
    "mechanism": "CasualtyCount.mechanism",
    "count_kind": "WeaponUse.count_kind CasualtyCount.count_kind",
    "relation_kind": "Relation.kind",
    "involvement_role": "Involvement.role",
    "external_scheme": "ExternalId.scheme ImportRun.scheme",
    "note_kind": "Note.kind",
    "publication_state": "Publication.state",
    "figure_state": "Publication.killed_state Publication.injured_state Publication.civilians_killed_state",
    "responsibility": "Publication.responsibility",
    "date_precision": "Publication.date_precision",
    "review_action": "ReviewEvent.action",
    "import_outcome": "ImportRow.outcome",
}
"""List → the columns that hold its codes."""

UNGUARDED = {
    Publication: "copied from columns that are guarded, or derived; state alone is set by itself",
    ImportRun: "written by the importer of that scheme, and by nobody else",
}
"""Tables whose code columns the database does not keep to their lists, and why."""


def code_columns() -> Iterator[tuple[str, type[models.Model], "models.CharField[str, str]"]]:
    """Every column of ours that has a closed list: its name, its table, the field."""
    for model in tables():
        for field in model._meta.fields:
            if isinstance(field, models.CharField) and field.choices:
                yield f"{model.__name__}.{field.name}", model, field


@pytest.mark.parametrize("name", LISTS)
def test_the_list_has_the_codes_of_the_scheme_in_their_order(name):
    assert VOCABULARIES[name].codes == tuple(LISTS[name].split())


def test_no_list_is_left_out():
    assert set(VOCABULARIES) == set(LISTS) | OUR_OWN


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=lambda each: each.name)
def test_every_code_is_named_and_explained(vocabulary):
    assert vocabulary.title
    assert vocabulary.description.endswith(".")
    for each in vocabulary:
        assert each.label.strip() == each.label != ""
        assert each.definition.endswith("."), each
        assert each.definition.rstrip(".") != each.label, each


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=lambda each: each.name)
def test_no_two_codes_of_a_list_look_alike(vocabulary):
    labels = [label.lower() for _, label in vocabulary.choices]
    assert len(set(vocabulary.codes)) == len(vocabulary.codes)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", set(VOCABULARIES) - {"figure_rule"})
def test_a_code_is_a_short_plain_word(name):
    for code in VOCABULARIES[name].codes:
        assert code.replace("_", "a").isalnum()
        assert code == code.lower()
        assert len(code) <= CODE_LENGTH


@pytest.mark.parametrize(
    ("name", "code", "scheme", "expected"),
    [
        ("attack_type", "indirect_fire", "acled", "Shelling/artillery/missile attack"),
        ("attack_type", "indirect_fire", "gtd", "3"),
        ("attack_type", "indirect_fire", "plover", "heavy-weapons"),
        ("attack_type", "suicide_attack", "acled", "Suicide bomb"),
        ("attack_type", "abduction", "gtd", "5, 6"),
        ("attack_type", "other", "gtd", "9"),
        ("violence_type", "one_sided", "ucdp_ged", "3"),
        ("weapon_type", "rocket", "gtd", "6/11"),
        ("weapon_type", "vehicle_bomb", "gtd", "6/15"),
        ("weapon_type", "grenade", "gtd", "6/7"),
        ("weapon_type", "unknown", "gtd", "13"),
        ("target_type", "education", "gtd", "8"),
        ("target_type", "diplomatic", "gtd", "7"),
        ("target_type", "unknown", "gtd", "20"),
        ("precision", "near", "ucdp_ged", "2"),
        ("precision", "near", "acled", "2"),
        ("precision", "adm2", "acled", "2"),
        ("precision", "adm1", "ucdp_ged", "4"),
        ("precision", "sea_air", "ucdp_ged", "7"),
        ("actor_kind", "unidentified", "plover", "UAF"),
        ("verification", "single_origin", "airwars", "Weak"),
        ("responsibility", "claims_conflict", "gtd_compclaim", "1"),
        ("channel", "letter", "gtd_claimmode", "1"),
        ("channel", "video", "gtd_claimmode", "6"),
        ("harm", "killed", "acled", "fatalities"),
    ],
)
def test_a_code_leads_to_the_code_of_another_scheme(name, code, scheme, expected):
    assert dict(VOCABULARIES[name][code].crosswalk)[scheme] == expected


@pytest.mark.parametrize(
    ("name", "code", "scheme"),
    [
        ("attack_type", "air_strike", "gtd"),
        ("weapon_type", "jamming", "gtd"),
        ("actor_kind", "person", "acled"),
        ("actor_kind", "label", "plover"),
        ("verification", "acknowledged", "airwars"),
        ("harm", "injured", "acled"),
    ],
)
def test_what_another_scheme_does_not_have_is_not_made_up(name, code, scheme):
    assert scheme not in dict(VOCABULARIES[name][code].crosswalk)


def test_the_attribution_kinds_are_the_first_five_kinds_of_statement():
    assert tuple(codebook.ATTRIBUTION_KINDS) == tuple(LISTS["statement_kind"].split()[:5])


def test_every_column_of_codes_has_the_list_it_should_have():
    expected = {column: VOCABULARIES[name] for name, columns in COLUMNS.items() for column in columns.split()}
    assert {name: field.choices for name, _, field in code_columns()} == {
        column: vocabulary.choices for column, vocabulary in expected.items()
    }


def test_the_database_keeps_every_column_of_codes_to_its_list():
    names = {each.name for model in tables() for each in model._meta.constraints}
    unguarded = {
        model for name, model, _ in code_columns() if f"{name.lower().replace('.', '_')}_in_codebook" not in names
    }
    assert unguarded == set(UNGUARDED)


def test_the_constraint_of_a_column_holds_the_codes_of_its_list():
    fields = {f"{name.lower().replace('.', '_')}_in_codebook": field for name, _, field in code_columns()}
    guards = [each for model in tables() for each in model._meta.constraints if each.name in fields]
    assert guards
    for each in guards:
        field = fields[each.name]
        assert isinstance(each, models.CheckConstraint)
        codes = [code for code, _ in field.flatchoices]
        assert each.condition == models.Q(**{f"{field.name}__in": codes + ([""] if field.blank else [])})


def test_a_column_has_room_for_codes_yet_to_come():
    assert {field.max_length for _, _, field in code_columns()} == {CODE_LENGTH}


@pytest.fixture
def colours():
    return Vocabulary(
        "colour", "Colour", "Of the smoke.", [term("red", "Red", "As blood.", gtd="1"), Term("blue", "Blue", "As sea.")]
    )


def test_a_vocabulary_is_looked_up_by_code(colours):
    assert colours.codes == ("red", "blue")
    assert [each.code for each in colours] == ["red", "blue"]
    assert colours.choices == [("red", "Red"), ("blue", "Blue")]
    assert colours["red"].crosswalk == (("gtd", "1"),)
    assert "blue" in colours
    assert "green" not in colours


def test_a_blank_code_reads_as_not_stated_and_an_unknown_one_is_an_error(colours):
    assert [colours.label("red"), colours.label("")] == ["Red", "not stated"]
    with pytest.raises(KeyError):
        colours.label("green")


def test_a_list_with_a_code_twice_is_refused():
    with pytest.raises(ValueError, match="colour has a code twice"):
        Vocabulary("colour", "Colour", "Of the smoke.", [Term("red", "Red", "A."), Term("red", "Rot", "B.")])
