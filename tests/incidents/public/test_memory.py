"""What a process remembers, and when it forgets."""

from collections.abc import Iterator

import pytest

from incidents.models.publication import Publication, PublicState
from incidents.public.memory import remembered
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def counter() -> Iterator[int]:
    yield from range(100)


def test_what_was_worked_out_is_not_worked_out_again() -> None:
    PublicState.objects.create(version=1)
    numbers = counter()
    assert [remembered("n", "q=a", lambda: next(numbers)) for _ in range(3)] == [0, 0, 0]


def test_another_query_is_another_answer() -> None:
    PublicState.objects.create(version=1)
    numbers = counter()
    assert [remembered("n", about, lambda: next(numbers)) for about in ("q=a", "q=b")] == [0, 1]


def test_a_publish_makes_everything_forgotten() -> None:
    state = PublicState.objects.create(version=1)
    numbers = counter()
    assert remembered("n", "", lambda: next(numbers)) == 0
    state.version = 2
    state.save()
    assert remembered("n", "", lambda: next(numbers)) == 1


def test_nothing_is_kept_before_the_first_publish() -> None:
    numbers = counter()
    assert [remembered("n", "", lambda: next(numbers)) for _ in range(2)] == [0, 1]


def test_what_is_changed_by_hand_is_forgotten_too() -> None:
    PublicState.objects.create(version=1)
    row = PublicationFactory()
    numbers = counter()
    assert remembered("n", "", lambda: next(numbers)) == 0
    Publication.objects.filter(pk=row.pk).delete()
    assert remembered("n", "", lambda: next(numbers)) == 1
