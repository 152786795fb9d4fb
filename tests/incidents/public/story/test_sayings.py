"""Who says who did it, told with the speaker and never as a finding."""

from typing import Any

import pytest

from incidents.public.story import sayings
from incidents.public.story.record import Record
from incidents.public.story.sayings import Saying
from tests.incidents.public import documents


def one(**values: Any) -> Saying:
    """The only attribution of a record."""
    statements = documents.numbered("statement", [documents.STATEMENT | {"wording": "asserted"} | values])
    series = documents.numbered("series", [{"name": "Spate", "definition": "", "period_edtf": "", "parent": ""}])
    (saying,) = sayings.attributions(Record(documents.bare(statements=statements, series=series)))
    return saying


def embassy() -> list[Saying]:
    return sayings.attributions(Record(documents.embassy()))


def test_the_worked_case_is_told_statement_by_statement() -> None:
    post = "in a post on Twitter, 13 January 2022"
    assert [saying.text for saying in embassy()] == [
        f"The United States embassy, Baghdad accused terrorist groups (no group named), {post}.",
        f"Muqtada al-Sadr (cleric) accused Iranian-backed factions (no group named), {post}.",
        "The article itself (publisher not known) said that pro-Iran assailants (no group named) possibly did it.",
        "No claim of responsibility had been reported as of 13 or 14 January 2022.",
        "Biden administration officials accused Iran-backed militias (no group named).",
    ]


def test_an_accusation_says_whether_it_is_about_this_incident_or_a_series() -> None:
    embassys, sadrs, *_, bidens = embassy()
    name = "“Strikes on American personnel in Iraq and Syria”"
    assert embassys.about == ""
    assert sadrs.about == f"The words may mean this incident, the series {name}, or both."
    assert bidens.about == f"Said of the series {name}, not of this incident."


def test_the_statement_itself_can_be_looked_up() -> None:
    first, second, *_ = embassy()
    assert first.original is not None
    assert (first.original.title, first.original.publisher) == ("Post on the attack", "US Embassy Baghdad")
    assert second.original is None


def test_the_motive_is_told_as_alleged() -> None:
    assert embassy()[0].motive == "to undermine Iraq’s security and sovereignty"


def test_a_label_is_never_shown_as_a_group() -> None:
    group = documents.ACTOR | {"name": "Kataib", "kind": "armed_group"}
    saying = one(kind="accusation", speakers=[documents.IRAQI_MILITARY], accused=[group, documents.FACTIONS])
    assert saying.text == "Iraqi military accused Kataib and Iranian-backed factions (no group named)."


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("probable", "Iraqi military said that terrorist groups (no group named) probably did it."),
        ("possible", "Iraqi military said that terrorist groups (no group named) possibly did it."),
        ("disputed", "Iraqi military said that terrorist groups (no group named) did it, which is disputed."),
    ],
)
def test_an_accusation_is_no_surer_than_its_words(wording: str, text: str) -> None:
    saying = one(
        kind="accusation", speakers=[documents.IRAQI_MILITARY], accused=[documents.TERRORISTS], wording=wording
    )
    assert saying.text == text


def test_denials_say_what_is_denied() -> None:
    assert one(kind="denial", speakers=[documents.IRAN]).text == "Iran denied responsibility."
    cleared = one(kind="denial", speakers=[documents.IRAN], accused=[documents.IRAQI_MILITARY])
    assert cleared.text == "Iran denied that Iraqi military did it."


def test_a_claim_of_responsibility_comes_first() -> None:
    claim = documents.STATEMENT | {"kind": "claim_of_responsibility", "speakers": [documents.IRAN], "channel": "video"}
    absence = documents.STATEMENT | {"kind": "no_claim_reported", "voice": "publisher"}
    record = Record(documents.bare(statements=documents.numbered("statement", [absence, claim])))
    assert [saying.text for saying in sayings.attributions(record)] == [
        "Iran claimed responsibility, in a video.",
        "No claim of responsibility had been reported.",
    ]


def test_words_of_an_accusation_without_an_actor_are_quoted() -> None:
    assert one(kind="accusation", speakers=[documents.IRAN], accused_text="outlaws").text == "Iran accused “outlaws”."


def test_who_passed_it_on_is_told_apart_from_who_said_it() -> None:
    saying = one(kind="accusation", speakers=[documents.IRAN], relayed_by=documents.COALITION)
    assert (saying.text, saying.passed_on_by) == ("Iran accused somebody who is not named.", "coalition against ISIS")


def test_a_statement_that_fell_says_so() -> None:
    assert (
        one(kind="denial", speakers=[documents.IRAN], status="withdrawn").standing
        == "The speaker or outlet took it back."
    )


def test_a_repeated_statement_is_told_once_with_all_who_printed_it() -> None:
    original = documents.STATEMENT | {"kind": "denial", "speakers": [documents.IRAN]}
    statements = documents.numbered("statement", [original, original | {"repeats": "statement-1"}])
    articles = documents.embassy()["articles"]
    cited = [documents.CITATION | {"record": "statement-2", "article": "article-3", "exact": "no"}]
    record = Record(documents.bare(statements=statements, articles=articles, citations=cited))
    (saying,) = sayings.attributions(record)
    assert saying.also_printed == "by Arab News"


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        (["article-1"], "elsewhere (publisher not known)"),
        (["article-1", "article-3"], "by Arab News and elsewhere (publisher not known)"),
    ],
)
def test_a_copy_without_a_publisher_was_printed_elsewhere(printed: list[str], words: str) -> None:
    original = documents.STATEMENT | {"kind": "denial", "speakers": [documents.IRAN]}
    statements = documents.numbered("statement", [original, original | {"repeats": "statement-1"}])
    cited = [documents.CITATION | {"record": "statement-2", "article": article} for article in printed]
    articles = documents.embassy()["articles"]
    (saying,) = sayings.attributions(Record(documents.bare(statements=statements, articles=articles, citations=cited)))
    assert saying.also_printed == words


def test_other_statements_leave_out_accounts_that_only_carry_the_toll() -> None:
    told = [saying.text for saying in sayings.other_statements(Record(documents.embassy()))]
    kirby = "John Kirby (spokesman, United States Department of Defense)"
    assert told == [
        "Iraqi security forces gave an account of what happened.",
        f"{kirby} gave a warning, to Iran, at a press briefing, in Washington.",
        "The United States embassy, Baghdad condemned it, in a post on Twitter.",
    ]


def test_a_position_on_a_response_claims_no_more_than_that_it_is_one() -> None:
    """The words may say that there was none, or be the article's about the speaker."""
    militias = documents.ACTOR | {"name": "Iran-backed militias", "kind": "label"}
    position = documents.STATEMENT | {
        "kind": "response_position", "speakers": [documents.IRAN, militias], "said_edtf": "2022-01-13",
    }  # fmt: skip
    (saying,) = sayings.other_statements(Record(documents.bare(statements=documents.numbered("statement", [position]))))
    assert saying.text == "Position on a response: Iran and Iran-backed militias (no group named), 13 January 2022."


def test_a_label_that_speaks_is_marked_as_one_wherever_it_is_named() -> None:
    saying = one(kind="denial", speakers=[documents.FACTIONS], relayed_by=documents.TERRORISTS)
    assert saying.text == "Iranian-backed factions (no group named) denied responsibility."
    assert saying.short == "Iranian-backed factions (no group named) denied responsibility"
    assert saying.passed_on_by == "terrorist groups (no group named)"


def words_of(*cited: documents.Json) -> str | None:
    """What is quoted beside the only statement of a record that is not on who did it."""
    statements = documents.numbered("statement", [documents.STATEMENT | {"speakers": [documents.IRAN]}])
    citations = [documents.CITATION | {"record": "statement-1"} | each for each in cited]
    articles = documents.numbered("article", [documents.ARTICLE])
    record = Record(documents.bare(statements=statements, articles=articles, citations=citations))
    (saying,) = sayings.other_statements(record)
    return saying.words.exact if saying.words else None


def test_an_account_is_told_in_the_words_of_its_source() -> None:
    said = {"exact": "it was shot down, he said"}
    assert words_of({"exact": "on Thursday", "field": "said_edtf"}, said) == "it was shot down, he said"
    assert words_of({"exact": "on Thursday", "field": "said_edtf"}) == "on Thursday"


def test_words_that_differ_or_were_only_inferred_are_not_the_statement() -> None:
    assert words_of({"exact": "nothing fell", "stance": "contradicts"}) is None
    assert words_of({"exact": "it fell", "basis": "inferred"}) is None
    assert words_of({"exact": ""}) is None
