"""What do several incidents of the demo share? Owns its publishers, articles, actors and series."""

from pathlib import Path

from articles.models import Article, Publisher
from incidents.models import Actor, ActorName, Series
from incidents.seeding.records import Register, SeedError, Table, read


def load_catalogue(folder: Path, register: Register) -> None:
    """Store what is not there yet, and register all of it. An article is always new: two copies may look alike."""
    for table in read(folder / "publishers.toml")["publishers"]:
        _named(Publisher, table, register)
    for table in read(folder / "actors.toml")["actors"]:
        _actor(table, register)
    for table in read(folder / "series.toml")["series"]:
        _named(Series, table, register)
    for table in read(folder / "articles.toml")["articles"]:
        _article(table, folder / "texts", register)


def _named(model: type[Publisher] | type[Series], table: Table, register: Register) -> None:
    row = model.objects.filter(name=table["name"]).first() or register.store(register.build(model, table))
    register.add(table["name"], row)


def _actor(table: Table, register: Register) -> None:
    names = table.pop("names", [])
    actor = Actor.objects.filter(name=table["name"], kind=table["kind"]).first()
    if actor is None:
        actor = register.store(register.build(Actor, table))
    known = set(actor.names.values_list("name", flat=True))
    for name in names:
        if name["name"] not in known:
            register.store(ActorName(actor=actor, **name))
    register.add(actor.name, actor)


def _article(table: Table, texts: Path, register: Register) -> None:
    key, text = table.pop("key"), table.pop("text", "")
    article = register.build(Article, table)
    article.holding, article.triage = ("full_text", "coded") if text else ("reference_only", "relevant")
    if text:
        article.text = _text(texts / text)
    register.add(key, register.store(article))


def _text(path: Path) -> str:
    if not path.is_file():
        raise SeedError(f"There is no text {path.name}.")
    return path.read_text(encoding="utf-8").strip()
