import pytest

from incidents.models import PublicationFacet
from incidents.publishing.fields import LINKED, PLAIN, PRIVATE

MODELS = sorted(PLAIN, key=lambda model: model.__name__)


def named_fields(model):
    return {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_either_published_or_private_with_a_reason(model):
    published = set(PLAIN[model]) | set(LINKED.get(model, ()))
    private = PRIVATE[model]
    assert published.isdisjoint(private)
    assert published | set(private) == named_fields(model)
    assert all(reason.strip() for reason in private.values())


def test_the_same_tables_stand_in_every_list():
    assert set(PRIVATE) == set(PLAIN)
    assert set(LINKED) <= set(PLAIN)
    assert PublicationFacet not in PLAIN
