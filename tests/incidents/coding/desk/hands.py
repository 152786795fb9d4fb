"""A coder at the desk, as the tests of the desk see her."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import Article
from incidents.models import Incident
from tests.factories import user_with_role

TEXT = (
    "Two mortar rounds fell on the market of Qarya on Tuesday morning. Three traders were hurt, the police said."
    "\n\nمساء"
)


class Desk:
    """A coder at the desk with one article."""

    def __init__(self, client: Client, article: Article, incident: Incident | None = None) -> None:
        self.client, self.article, self.incident = client, article, incident
        self.user = user_with_role("coder")
        client.force_login(self.user)

    def post(self, **sent: Any) -> Any:
        body = {"text": self.article.text_sha256, "incident": self.incident.pk if self.incident else None} | sent
        return self.client.post(self.address("desk_act"), json.dumps(body), content_type="application/json")

    def address(self, name: str) -> str:
        return reverse(f"admin:{name}", args=[self.article.pk])

    def does(self, act: str, **sent: Any) -> dict[str, Any]:
        """What came of a gesture that was taken."""
        answer = self.post(act=act, **sent)
        assert answer.status_code == 200, answer.content
        self.incident = Incident.objects.get(pk=answer.json()["incident"])
        return answer.json()

    def refuses(self, act: str, status: int = 409, **sent: Any) -> dict[str, Any]:
        """The reason for which a gesture was not taken."""
        answer = self.post(act=act, **sent)
        assert answer.status_code == status, answer.content
        return answer.json()

    def words(self, text: str) -> dict[str, int]:
        start = self.article.text.index(text)
        return {"start": start, "end": start + len(text)}


def stored(desk: Desk) -> Incident:
    assert desk.incident is not None
    return Incident.objects.get(pk=desk.incident.pk)
