"""Who works here? Owns the admin of users and groups: Django's own, whose delete pages name no hidden row."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from articles.admin.deletion import HeldRows

admin.site.unregister([User, Group])


@admin.register(User)
class PeopleAdmin(HeldRows, UserAdmin):
    """What a person has coded keeps them from being deleted; they can be set inactive."""


@admin.register(Group)
class RoleAdmin(HeldRows, GroupAdmin):
    """The groups of ``incidents.roles``."""
