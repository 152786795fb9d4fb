"""A backup holds every table but those named with a reason."""

from django.apps import apps

from incidents.management.backup.tables import LEFT_OUT, label, tables

OURS = {model for app in ("articles", "incidents") for model in apps.get_app_config(app).get_models(True)}


def test_every_table_of_ours_is_kept_with_its_history_and_its_links() -> None:
    assert {label(model) for model in OURS - set(tables())} == {
        "incidents.publicationchange",
        "incidents.publicstate",
    }


def test_of_others_who_may_log_in_and_what_the_admin_noted_is_kept() -> None:
    assert {label(model) for model in set(tables()) - OURS} == {
        "admin.logentry", "auth.group", "auth.group_permissions", "auth.user", "auth.user_groups",
        "auth.user_user_permissions",
    }  # fmt: skip


def test_every_exception_is_needed() -> None:
    names = {name for model in apps.get_models() for name in (model._meta.label_lower, model._meta.app_label)}
    assert set(LEFT_OUT) <= names


def test_a_table_comes_after_those_it_points_to() -> None:
    order = [label(model) for model in tables()]
    chain = ["auth.user", "articles.article", "incidents.codingtask", "incidents.incident", "incidents.location"]
    assert [name for name in order if name in chain] == chain
