"""Who may do what? Owns the roles: data in code, applied by a command, denied unless named here (DESIGN 5)."""

from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db import transaction

_ALL = ("view", "add", "change", "delete")
_KEEP = ("view", "add", "change")
_SHARED = ("place", "placename", "actor", "actorname", "series")
_SOURCES = ("article", "publisher")
_CODING = (
    "location", "weaponuse", "target", "statement", "casualtycount", "citation", "relation", "involvement", "note",
    "externalid",
)  # fmt: skip
_READ_ONLY = (
    "publication", "publicationfacet", "reviewevent", "importrun", "importfile", "importrow", "snapshot", "codingtask",
    "feed",
)  # fmt: skip


def _may(actions: tuple[str, ...], *models: str) -> set[str]:
    return {f"{action}_{model}" for model in models for action in actions}


_CODER = (
    _may(_KEEP, "incident", *_SOURCES, *_SHARED)
    | _may(_ALL, *_CODING)
    | _may(("view",), "pinnedfigure", "errorreport", *_READ_ONLY)
    | _may(_KEEP, "comment")
    | {"submit_incident"}
)
_REVIEWER = (
    _CODER
    | _may(_ALL, "pinnedfigure", "assignment")
    | _may(("delete",), "incident")
    | {"send_back_incident", "publish_incident", "withdraw_incident", "merge_incident"}
    | {"assign_incident", "adjudicate_incident"}
    | _may(("view",), "adjudication")
    | _may(("change",), "errorreport")
    | _may(_ALL, "confidentialnote")
)
_EDITOR = (
    _REVIEWER
    | _may(("delete",), *_SOURCES, *_SHARED)
    | _may(_ALL, "feed")
    | _may(("view", "delete"), "tablemap")
    | {"import_table"}
)

ROLES: dict[str, frozenset[str]] = {
    "coder": frozenset(_CODER),
    "reviewer": frozenset(_REVIEWER),
    "editor": frozenset(_EDITOR),
    "guest": frozenset({"view_incident"}),
    "administrator": frozenset(_EDITOR | _may(_ALL, "user", "group")),
}
"""Role → codenames of permissions. A guest's view is narrowed to the incidents assigned to them."""


@transaction.atomic
def apply_roles() -> None:
    """Makes the groups carry exactly these permissions. LookupError names a permission that does not exist."""
    by_codename: dict[str, Permission] = {}
    for permission in Permission.objects.filter(content_type__app_label__in=["articles", "incidents", "auth"]):
        by_codename[permission.codename] = permission
    for role, codenames in ROLES.items():
        if unknown := codenames - by_codename.keys():
            raise LookupError(f"The role {role} names permissions that do not exist: {', '.join(sorted(unknown))}")
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(by_codename[codename] for codename in codenames)


def is_guest(user: User | AnonymousUser) -> bool:
    """Whether the user's only role is guest, so that each incident must be assigned to be read."""
    return not user.is_superuser and set(user.groups.values_list("name", flat=True)) == {"guest"}
