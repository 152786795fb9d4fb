"""Tests of incidents/roles.py: who may do what, table by table, and nothing that is not named here."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User

from incidents.roles import ROLES, apply_roles, is_guest
from tests.factories import UserFactory, user_with_role

pytestmark = pytest.mark.django_db

STAFF = ("coder", "reviewer", "editor", "administrator")
LETTERS = {"v": "view", "a": "add", "c": "change", "d": "delete"}

# v sees, a adds, c changes, d deletes. In the order of STAFF: coder, reviewer, editor, administrator.
MATRIX = {
    "articles.article": ("vac", "vac", "vacd", "vacd"),
    "articles.feed": ("v", "v", "vacd", "vacd"),
    "articles.feedentry": ("", "", "", ""),
    "articles.publisher": ("vac", "vac", "vacd", "vacd"),
    "articles.snapshot": ("v", "v", "v", "v"),
    "auth.group": ("", "", "", "vacd"),
    "auth.permission": ("", "", "", ""),
    "auth.user": ("", "", "", "vacd"),
    "incidents.actor": ("vac", "vac", "vacd", "vacd"),
    "incidents.actorname": ("vac", "vac", "vacd", "vacd"),
    "incidents.adjudication": ("", "v", "v", "v"),
    "incidents.assignment": ("", "vacd", "vacd", "vacd"),
    "incidents.casualtycount": ("vacd", "vacd", "vacd", "vacd"),
    "incidents.citation": ("vacd", "vacd", "vacd", "vacd"),
    "incidents.codingtask": ("v", "v", "v", "v"),
    "incidents.comment": ("vac", "vac", "vac", "vac"),
    "incidents.confidentialnote": ("", "vacd", "vacd", "vacd"),
    "incidents.errorreport": ("v", "vc", "vc", "vc"),
    "incidents.externalid": ("vacd", "vacd", "vacd", "vacd"),
    "incidents.importfile": ("v", "v", "v", "v"),
    "incidents.importrow": ("v", "v", "v", "v"),
    "incidents.importrun": ("v", "v", "v", "v"),
    "incidents.incident": ("vac", "vacd", "vacd", "vacd"),
    "incidents.involvement": ("vacd", "vacd", "vacd", "vacd"),
    "incidents.location": ("vacd", "vacd", "vacd", "vacd"),
    "incidents.note": ("vacd", "vacd", "vacd", "vacd"),
    "incidents.pinnedfigure": ("v", "vacd", "vacd", "vacd"),
    "incidents.place": ("vac", "vac", "vacd", "vacd"),
    "incidents.placename": ("vac", "vac", "vacd", "vacd"),
    "incidents.prefill": ("", "", "", ""),
    "incidents.publication": ("v", "v", "v", "v"),
    "incidents.publicationchange": ("", "", "", ""),
    "incidents.publicationfacet": ("v", "v", "v", "v"),
    "incidents.publicstate": ("", "", "", ""),
    "incidents.relation": ("vacd", "vacd", "vacd", "vacd"),
    "incidents.reporttally": ("", "", "", ""),
    "incidents.reviewevent": ("v", "v", "v", "v"),
    "incidents.series": ("vac", "vac", "vacd", "vacd"),
    "incidents.statement": ("vacd", "vacd", "vacd", "vacd"),
    "incidents.step": ("", "", "", ""),
    "incidents.tablemap": ("", "", "vd", "vd"),
    "incidents.tableupload": ("", "", "", ""),
    "incidents.target": ("vacd", "vacd", "vacd", "vacd"),
    "incidents.weaponuse": ("vacd", "vacd", "vacd", "vacd"),
}

STEPS = {
    "incidents.import_table": ("editor", "administrator"),
    "incidents.submit_incident": STAFF,
    "incidents.send_back_incident": ("reviewer", "editor", "administrator"),
    "incidents.publish_incident": ("reviewer", "editor", "administrator"),
    "incidents.withdraw_incident": ("reviewer", "editor", "administrator"),
    "incidents.merge_incident": ("reviewer", "editor", "administrator"),
    "incidents.assign_incident": ("reviewer", "editor", "administrator"),
    "incidents.adjudicate_incident": ("reviewer", "editor", "administrator"),
}


def expected(role: str) -> set[str]:
    """What the tables above grant a role."""
    granted = {step for step, roles in STEPS.items() if role in roles}
    for table, letters in MATRIX.items():
        app, _, model = table.partition(".")
        granted |= {f"{app}.{LETTERS[letter]}_{model}" for letter in letters[STAFF.index(role)]}
    return granted


@pytest.mark.parametrize("role", STAFF)
def test_a_role_may_do_what_the_matrix_says_and_nothing_else(role):
    assert user_with_role(role).get_all_permissions() == expected(role)


def test_the_matrix_knows_every_table_and_every_permission_of_its_own():
    ours = Permission.objects.filter(content_type__app_label__in=["articles", "incidents", "auth"])
    ours = ours.exclude(content_type__model__startswith="historical").select_related("content_type")
    assert {f"{each.content_type.app_label}.{each.content_type.model}" for each in ours} == set(MATRIX)
    by_default = tuple(f"{action}_" for action in LETTERS.values())
    steps = {
        f"{each.content_type.app_label}.{each.codename}" for each in ours if not each.codename.startswith(by_default)
    }
    assert steps == set(STEPS)


def test_a_guest_sees_incidents_and_may_do_nothing():
    assert user_with_role("guest").get_all_permissions() == {"incidents.view_incident"}


def test_a_coder_cannot_publish_withdraw_or_merge():
    coder = user_with_role("coder")
    assert coder.has_perm("incidents.submit_incident")
    for step in ("send_back", "publish", "withdraw", "merge"):
        assert not coder.has_perm(f"incidents.{step}_incident")


def test_nobody_may_rewrite_the_record_by_hand():
    for role in ROLES:
        for table in ("publication", "publicationfacet", "publicstate", "reviewevent", "importrow"):
            assert not {f"{action}_{table}" for action in ("add", "change", "delete")} & ROLES[role]


def test_history_is_for_reading_only():
    assert not any("_historical" in codename for codenames in ROLES.values() for codename in codenames)


def test_a_user_without_a_role_may_do_nothing():
    apply_roles()
    assert UserFactory().get_all_permissions() == set()


def test_applying_the_roles_again_changes_nothing():
    apply_roles()
    before = sorted(Group.objects.values_list("name", "permissions__codename"))
    apply_roles()
    assert sorted(Group.objects.values_list("name", "permissions__codename")) == before
    assert {name for name, _ in before} == {"coder", "reviewer", "editor", "guest", "administrator"}


def test_applying_the_roles_takes_away_what_somebody_added():
    coder = user_with_role("coder")
    Group.objects.get(name="coder").permissions.add(Permission.objects.get(codename="publish_incident"))
    apply_roles()
    assert not User.objects.get(pk=coder.pk).has_perm("incidents.publish_incident")


def test_applying_the_roles_gives_back_what_somebody_took():
    coder = user_with_role("coder")
    Group.objects.get(name="coder").permissions.clear()
    apply_roles()
    assert User.objects.get(pk=coder.pk).has_perm("incidents.add_incident")


def test_applying_the_roles_leaves_the_members_and_other_groups_alone():
    coder = user_with_role("coder")
    translators = Group.objects.create(name="translators")
    translators.permissions.add(Permission.objects.get(codename="view_article"))
    apply_roles()
    assert list(coder.groups.values_list("name", flat=True)) == ["coder"]
    assert list(translators.permissions.values_list("codename", flat=True)) == ["view_article"]


def test_a_permission_that_does_not_exist_is_named_and_nothing_is_applied(monkeypatch):
    monkeypatch.setitem(ROLES, "guest", frozenset({"view_incident", "fly_incident"}))
    with pytest.raises(LookupError, match="The role guest names permissions that do not exist: fly_incident"):
        apply_roles()
    assert not Group.objects.exists()


def test_a_guest_is_one_whose_only_role_is_guest():
    coding_guest = user_with_role("guest")
    coding_guest.groups.add(Group.objects.get(name="coder"))
    assert is_guest(user_with_role("guest"))
    assert not is_guest(coding_guest)
    assert not is_guest(user_with_role("coder"))
    assert not is_guest(user_with_role("guest", is_superuser=True))
    assert not is_guest(UserFactory())
    assert not is_guest(AnonymousUser())
