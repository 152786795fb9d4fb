"""Rows for tests, with nothing in them that a test does not ask for."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from factory.django import DjangoModelFactory

from articles.models import Article, Publisher
from incidents import dates, geometry, models
from incidents.folding import searchable
from incidents.publishing.columns import facets
from incidents.roles import apply_roles


class UserFactory(DjangoModelFactory[User]):
    username = factory.Sequence("user{}".format)
    is_staff = True

    class Meta:
        model = User


def user_with_role(role: str, **fields: Any) -> User:
    """A member of the role's group, with the permissions the code gives it."""
    apply_roles()
    user = UserFactory(**fields)
    user.groups.add(Group.objects.get(name=role))
    return user


class PublisherFactory(DjangoModelFactory[Publisher]):
    name = factory.Sequence("The Daily {}".format)
    kind = "newspaper"

    class Meta:
        model = Publisher


class ArticleFactory(DjangoModelFactory[Article]):
    title = factory.Sequence("Report {}".format)
    publisher = factory.SubFactory(PublisherFactory)
    published_edtf = "2022-01-14"
    language = "en"
    holding = "full_text"
    text = "On Thursday night a rocket hit a school in Baghdad. Two people were slightly hurt, the army said."

    class Meta:
        model = Article


class PlaceFactory(DjangoModelFactory[models.Place]):
    name = factory.Sequence("Town {}".format)
    kind = "settlement"
    country = "IQ"
    latitude = "33.3"
    longitude = "44.4"

    class Meta:
        model = models.Place


class ActorFactory(DjangoModelFactory[models.Actor]):
    name = factory.Sequence("Group {}".format)
    kind = "armed_group"

    class Meta:
        model = models.Actor


class SeriesFactory(DjangoModelFactory[models.Series]):
    name = factory.Sequence("Series {}".format)

    class Meta:
        model = models.Series


class IncidentFactory(DjangoModelFactory[models.Incident]):
    code = factory.Sequence("iq-2022-01-13-{}".format)
    title = "Rocket attack in Baghdad"
    summary = "A rocket hit a school."
    attack_type = "indirect_fire"
    date_edtf = "2022-01-13"

    class Meta:
        model = models.Incident


class CodingTaskFactory(DjangoModelFactory[models.CodingTask]):
    article = factory.SubFactory(ArticleFactory)
    coder = factory.SubFactory(UserFactory)

    class Meta:
        model = models.CodingTask


class _PartFactory(DjangoModelFactory[Any]):
    incident = factory.SubFactory(IncidentFactory)

    class Meta:
        abstract = True


class LocationFactory(_PartFactory):
    place = factory.SubFactory(PlaceFactory)
    precision = "settlement"
    is_primary = True

    class Meta:
        model = models.Location


class WeaponUseFactory(_PartFactory):
    type = "rocket"

    class Meta:
        model = models.WeaponUse


class TargetFactory(_PartFactory):
    name = "A school"
    type = "education"
    role = "struck"

    class Meta:
        model = models.Target


class StatementFactory(_PartFactory):
    kind = "account"
    voice = "publisher"
    basis = "media_or_witness"

    class Meta:
        model = models.Statement


class CasualtyCountFactory(_PartFactory):
    statement = factory.SubFactory(StatementFactory, incident=factory.SelfAttribute("..incident"))
    harm = "injured"
    count_kind = "exact"
    low = best = high = 2

    class Meta:
        model = models.CasualtyCount


class PinnedFigureFactory(_PartFactory):
    harm = "injured"
    best = 2
    reason = "The hospital's list was seen."

    class Meta:
        model = models.PinnedFigure


class InvolvementFactory(_PartFactory):
    actor = factory.SubFactory(ActorFactory)
    role = "side_a"

    class Meta:
        model = models.Involvement


class RelationFactory(_PartFactory):
    kind = "part_of"
    to_series = factory.SubFactory(SeriesFactory)

    class Meta:
        model = models.Relation


class NoteFactory(_PartFactory):
    kind = "context"
    body = "A government was being formed."

    class Meta:
        model = models.Note


class ExternalIdFactory(_PartFactory):
    scheme = "ucdp_ged"
    value = factory.Sequence(str)

    class Meta:
        model = models.ExternalId


class CitationFactory(_PartFactory):
    """A citation of words that stand in the article; the span is found in its text."""

    article = factory.SubFactory(ArticleFactory)
    exact = "On Thursday night"
    start = factory.LazyAttribute(lambda made: made.article.text.find(made.exact) if made.exact else None)
    end = factory.LazyAttribute(lambda made: None if made.start is None else made.start + len(made.exact))

    class Meta:
        model = models.Citation


def ready_incident(**fields: Any) -> models.Incident:
    """An incident in review with all that publishing asks for: a place, a toll of two injured, and their citations."""
    incident = IncidentFactory(status="in_review", **fields)
    article = ArticleFactory()
    CitationFactory(incident=incident, article=article, field="date_edtf", basis="calculated")
    CitationFactory(incident=incident, article=article, field="attack_type", exact="a rocket hit a school")
    location = LocationFactory(incident=incident)
    CitationFactory(incident=incident, article=article, location=location, exact="in Baghdad")
    count = CasualtyCountFactory(incident=incident)
    CitationFactory(incident=incident, article=article, casualty_count=count, exact="Two people were slightly hurt")
    return incident


FACETS = ("weapon", "target", "accused", "publisher", "involved", "targeted", "speaker", "series", "place")


class PublicationFactory(DjangoModelFactory[models.Publication]):
    """A live version; its bounds, cell, search text and hash follow from the rest. Facets: ``weapon=["rocket"]``.

    ``place`` is the column; what lies around it is given as ``places``. Only a live version gets facets.
    """

    code = factory.Sequence("iq-2022-01-13-{}".format)
    version = 1
    published_at = datetime(2022, 2, 1, 12, tzinfo=UTC)
    title = "Rocket attack in Baghdad"
    attack_type = "indirect_fire"
    stage = "completed"
    date_edtf = "2022-01-13"
    date_earliest = factory.LazyAttribute(lambda made: dates.parse(made.date_edtf).earliest if made.date_edtf else None)
    date_latest = factory.LazyAttribute(lambda made: dates.parse(made.date_edtf).latest if made.date_edtf else None)
    date_precision = factory.LazyAttribute(lambda made: dates.parse(made.date_edtf).precision if made.date_edtf else "")
    country = "IQ"
    admin1_code = "IQ-BG"
    admin1 = "Baghdad"
    place = "Green Zone"
    latitude = 33.3
    longitude = 44.4
    radius_m = factory.LazyAttribute(lambda made: None if made.latitude is None else 1000)
    precision = factory.LazyAttribute(lambda made: "" if made.latitude is None else "site")
    cell = factory.LazyAttribute(
        lambda made: None if made.latitude is None else geometry.cell(made.latitude, made.longitude)
    )
    killed_state = "not_mentioned"
    injured_state = "not_mentioned"
    civilians_killed_state = "not_mentioned"
    verification = "single_origin"
    responsibility = "not_stated"
    number_of_articles = 1
    number_of_origins = 1
    search_text = factory.LazyAttribute(lambda made: searchable(made.title, made.summary, made.place))
    summary = ""
    document = factory.LazyAttribute(
        lambda made: json.dumps({"code": made.code, "title": made.title, "version": made.version}, sort_keys=True)
    )
    sha256 = factory.LazyAttribute(lambda made: hashlib.sha256(made.document.encode()).hexdigest())

    class Meta:
        model = models.Publication
        skip_postgeneration_save = True

    class Params:
        nowhere = factory.Trait(latitude=None, longitude=None)

    @classmethod
    def _create(cls, model_class: type, *args: Any, **fields: Any) -> models.Publication:
        named = {facet: fields.pop("places" if facet == "place" else facet, []) for facet in FACETS}
        columns = {"weapon": "weapons", "target": "targets", "accused": "accused", "publisher": "publishers"}
        lists = {column: "\n".join(sorted(named[facet])) for facet, column in columns.items()}
        made: models.Publication = super()._create(model_class, *args, **{**lists, **fields})
        for facet, values in named.items() if made.state == "live" else ():
            for value in values:
                made.facets.create(facet=facet, value=value)
        return made


def publish_document(document: dict[str, Any], **fields: Any) -> models.Publication:
    """A publication of that document, its flat columns and its facets read from it."""
    tolls = {
        f"{cell['harm']}_{end}": cell[end]
        for cell in document["cells"]
        if cell["group"] == "all" and cell["harm"] in ("killed", "injured")
        for end in ("state", "low", "best", "high")
    }
    copied = (
        "code", "version", "title", "summary", "attack_type", "violence_type", "stage", "date_edtf", "country",
        "admin1_code", "admin1", "place", "verification", "responsibility", "number_of_articles", "number_of_origins",
        "change_note",
    )  # fmt: skip
    point = document["point"] or dict.fromkeys(("latitude", "longitude", "radius_m")) | {"precision": ""}
    columns = {name: document[name] for name in copied} | tolls | point
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    made = PublicationFactory.create(**(columns | {"document": text} | fields))
    if made.state == "live":
        models.PublicationFacet.objects.bulk_create(facets(made, document))
    return made
