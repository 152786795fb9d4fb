"""How does a test fill in an admin page? Reads what a browser would send from the forms of a page, and changes it."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from incidents.models import Incident
from tests.factories import user_with_role


def logged_in(role: str, **fields: Any) -> tuple[Client, User]:
    """A client of somebody with this role, and that person."""
    user = user_with_role(role, **fields)
    client = Client()
    client.force_login(user)
    return client, user


def page_of(incident: Incident) -> str:
    return reverse("admin:incidents_incident_change", args=[incident.pk])


def filled_in(response: Any) -> dict[str, Any]:
    """What the browser would send if the page were saved as it stands."""
    data = _sent(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        data |= _sent(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _sent(form)
    return data


def add_row(data: dict[str, Any], prefix: str, **values: Any) -> str:
    """Add a new row to an inline, as "Add another" does; returns the reference by which other rows mean it."""
    number = data[f"{prefix}-TOTAL_FORMS"]
    data[f"{prefix}-TOTAL_FORMS"] = int(number) + 1
    data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return f"#{prefix}-{number}"


def errors_of(response: Any) -> dict[str, list[str]]:
    """Every error on the page by the name of its input; the form's own stand under ""."""
    if response.context is None or "adminform" not in response.context:
        return {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
    found: dict[str, list[str]] = {}
    for form in forms:
        for name, errors in form.errors.items():
            found.setdefault("" if name == "__all__" else form.add_prefix(name), []).extend(errors)
    return found


def _sent(form: Any) -> dict[str, Any]:
    data = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, (list, tuple)):
            data[bound.html_name] = [str(getattr(each, "pk", each)) for each in value]
        elif value is True:
            data[bound.html_name] = "on"
        elif value is not None and value is not False:
            data[bound.html_name] = str(value)
    return data


NEW_INCIDENT = {
    "title": "Rockets fired at a school", "code": "iq-2022-01-13-school", "attack_type": "indirect_fire",
    "stage": "completed", "date_edtf": "2022-01-13", "verification": "unassessed", "sensitivity": "open",
}  # fmt: skip


def new_incident(client: Client, **values: Any) -> dict[str, Any]:
    """The empty page of a new incident with its required fields filled in."""
    return filled_in(client.get(reverse("admin:incidents_incident_add"))) | NEW_INCIDENT | values
