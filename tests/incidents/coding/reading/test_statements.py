"""Statements in selected words: what the speaker does, how surely, who speaks, who is accused, and by what way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import dates
from incidents.codebook import CHANNEL, STATEMENT_KIND, VOICE, WORDING
from incidents.coding.reading import read_statement
from incidents.coding.reading.statement_words import CHANNELS, KINDS, WORDINGS
from tests.incidents.coding.reading.values import basis, values

SEED = "[2022-01-13,2022-01-14]"


def read(words: str, kind: str = "") -> dict[str, str]:
    return values(read_statement(words, kind=kind, published=SEED))


def test_al_sadrs_accusation():
    words = (
        "In a Twitter post on Thursday night, Mr. al-Sadr blamed Iranian-backed factions for the rocket attacks, "
        "saying they were trying to justify their existence."
    )
    suggested = read_statement(words, published=SEED)
    assert values(suggested) == {
        "kind": "accusation",
        "wording": "asserted",
        "voice": "named",
        "speaker_text": "Mr. al-Sadr",
        "accused_text": "Iranian-backed factions",
        "alleged_motive": "trying to justify their existence",
        "channel": "social_post",
        "channel_name": "Twitter",
        "said_edtf": "2022-01-13",
    }
    assert basis(suggested, "said_edtf") == "calculated"
    assert basis(suggested, "kind") == "stated"


def test_the_embassys_accusation():
    words = (
        "The U.S. embassy said on Twitter that its compound had been attacked "
        "“by terrorist groups attempting to undermine it”"
    )
    assert read(words) == {
        "kind": "accusation",
        "wording": "asserted",
        "voice": "unnamed",
        "speaker_text": "The U.S. embassy",
        "accused_text": "terrorist groups",
        "alleged_motive": "attempting to undermine it",
        "channel": "social_post",
        "channel_name": "Twitter",
    }


def test_the_headlines_hedged_assessment():
    assert read("Rockets Possibly Fired by Pro-Iran Assailants Target U.S. Embassy") == {
        "kind": "assessment", "wording": "possible", "voice": "publisher", "accused_text": "Pro-Iran Assailants",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("There were no claims of responsibility", "no_claim_reported"),
        ("No group has claimed responsibility", "no_claim_reported"),
        ("nobody had immediately claimed the attack", "no_claim_reported"),
        ("The group claimed responsibility", "claim_of_responsibility"),
        ("said it was behind the attack", "claim_of_responsibility"),
        ("Ansar Dine claims a series of attacks", "claim_of_responsibility"),
        ("Iran denied any involvement", "denial"),
        ("denied accusations", "denial"),
        ("rejected the allegations", "denial"),
        ("accused Russia of shelling the hospital", "accusation"),
        ("have attributed to Iran-backed militias", "accusation"),
        ("pointed the finger at the militias", "accusation"),
        ("held the government responsible", "accusation"),
        ("condemned the attack", "condemnation"),
        ("these sorts of reprehensible attacks", "condemnation"),
        ("warned its citizens", "warning"),
        ("messages with warnings that it would retaliate", "warning"),
        ("would not specify what response", "response_position"),
        ("reserves the right to respond", "response_position"),
        ("have not yet exacted revenge", "response_position"),
        ("urged restraint", "appeal"),
        ("The army said a rocket had struck the zone", "account"),
        ("لم تعلن أي جهة مسؤوليتها", "no_claim_reported"),
        ("اتهمت واشنطن إيران", "accusation"),
        ("condemned the attack and blamed Iran", None),
        ("told reporters", None),
        ("Hezbollah denied that anyone was hurt", None),
        ("sirens warning system", None),
        ("a drone was shot down by air defence", None),
        ("Four rockets", None),
    ],
)
def test_what_the_speaker_does(words, expected):
    assert read(words).get("kind") == expected


def test_that_nobody_claimed_it_is_the_publishers_voice():
    assert read("There were no claims of responsibility") == {"kind": "no_claim_reported", "voice": "publisher"}
    assert "voice" not in read("Officials there said that no group had claimed responsibility")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("blamed the militias", "asserted"),
        ("The attack was likely carried out by the militias, officials said", "probable"),
        ("may have been fired by the militias", "possible"),
        ("the disputed claim blamed the militias", "disputed"),
        ("blamed suspected militias", None),
        ("allegedly fired by the militias", None),
        ("did not blame the militias", None),
        ("There were no claims of responsibility", None),
        ("condemned the attack", None),
    ],
)
def test_how_sure_the_words_sound(words, expected):
    assert read(words).get("wording") == expected


def test_a_wording_needs_the_words_that_carry_it():
    assert "wording" not in read("said on Twitter", kind="accusation")
    assert read("by terrorist groups", kind="accusation")["wording"] == "asserted"


@pytest.mark.parametrize(
    ("words", "speaker", "voice"),
    [
        ("The Iraqi military said one rocket had landed", "The Iraqi military", "unnamed"),
        (
            "a Pentagon spokesman, John F. Kirby, said rockets had struck the zone",
            "a Pentagon spokesman, John F. Kirby",
            "named",
        ),
        ("Mr. Kirby would not specify what response", "Mr. Kirby", "named"),
        ("officials said", "officials", "anonymous"),
        ("Iraqi officials have said", "Iraqi officials", None),
        ("An official from the coalition said", "An official from the coalition", "unnamed"),
        ("a senior official, speaking on condition of anonymity, told Reuters", None, "anonymous"),
        ("Iran denied any involvement", "Iran", None),
        ("he said", None, None),
        ("It also said", None, None),
        ("dozens reported killed", None, None),
        ("Iraq violence kills 22 as Qaeda claims attacks", None, None),
        ("said on Twitter", None, None),
        ("its member collapsed, and said that he was pushed", None, None),
    ],
)
def test_who_speaks(words, speaker, voice):
    found = read(words)
    assert (found.get("speaker_text"), found.get("voice")) == (speaker, voice)


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("blamed Iranian-backed factions for the rocket attacks", "", "Iranian-backed factions"),
        ("accused Russia of shelling the hospital", "", "Russia"),
        ("blamed the attack on militants", "", "militants"),
        ("blamed it on the Islamic State", "", "the Islamic State"),
        ("officials have attributed to Iran-backed militias", "", "Iran-backed militias"),
        ("held the government responsible", "", "the government"),
        ("by terrorist groups attempting to undermine", "accusation", "terrorist groups"),
        ("by terrorist groups", "", None),
        ("the attack was blamed on militants", "accusation", None),
        ("fired by drones", "accusation", None),
        ("blamed it", "", None),
        ("condemned the groups", "", None),
    ],
)
def test_who_is_accused(words, kind, expected):
    assert read(words, kind).get("accused_text") == expected


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("trying to justify their existence", "accusation", "trying to justify their existence"),
        (
            "meant to cause harm, if not death, to our people",
            "account",
            "meant to cause harm, if not death, to our people",
        ),
        ("blamed Iran, in retaliation for the strike.", "", "in retaliation for the strike"),
        ("not meant to cause harm", "account", None),
        ("trying to justify their existence", "", None),
        ("trying to help", "condemnation", None),
    ],
)
def test_the_motive_that_is_alleged(words, kind, expected):
    assert read(words, kind).get("alleged_motive") == expected


@pytest.mark.parametrize(
    ("words", "channel", "name"),
    [
        ("said on Twitter", "social_post", "Twitter"),
        ("In a Twitter post", "social_post", "Twitter"),
        ("posted on Telegram", "social_post", "Telegram"),
        ("posted on X.", "social_post", "X"),
        ("tweeted", "social_post", "Twitter"),
        ("in a statement", "written_statement", None),
        ("in a statement to the press", "written_statement", None),
        ("at a press briefing", "press_briefing", None),
        ("told a news conference", "press_briefing", None),
        ("told reporters", "to_reporter", None),
        ("told Reuters", "to_reporter", None),
        ("in an interview", "interview", None),
        ("told state television", "broadcast", None),
        ("by telephone", "call", None),
        ("in a video message", "video", None),
        ("on its website", "website", None),
        ("in other channels to the Iranians", "unknown", "other channels"),
        ("في بيان", "written_statement", None),
        ("in a statement on Twitter", None, None),
        ("at the X crossing", None, None),
        ("said", None, None),
    ],
)
def test_by_what_way_it_was_said(words, channel, name):
    found = read(words)
    assert (found.get("channel"), found.get("channel_name")) == (channel, name)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("said on Thursday that the rockets", "2022-01-13"),
        ("In a Twitter post on Thursday night", "2022-01-13"),
        ("told reporters on Wednesday", "2022-01-12"),
        ("in a statement on January 12", "2022-01-12"),
        ("claimed responsibility for Thursday's attack", None),
        ("condemned the attack of Thursday", None),
        ("said on Thursday, and added on Friday", None),
        ("said next Thursday", None),
    ],
)
def test_the_day_on_which_it_was_said(words, expected):
    assert read(words).get("said_edtf") == expected


def test_a_kind_the_analyst_gave_is_not_suggested_again():
    assert "kind" not in read("blamed the militias", kind="accusation")
    assert read("blamed the militias", kind="nonsense")["kind"] == "accusation"
    assert "kind" not in read("The army said a rocket had struck the zone", kind="account")


def test_an_account_gives_way_to_what_the_words_tell():
    found = read("Mr. al-Sadr blamed Iranian-backed factions", kind="account")
    assert (found["kind"], found["accused_text"]) == ("accusation", "Iranian-backed factions")
    assert "kind" not in read("blamed Iranian-backed factions", kind="condemnation")


def test_every_code_is_in_the_codebook():
    assert all(code in STATEMENT_KIND for code in KINDS)
    assert all(code in CHANNEL for code, _ in CHANNELS)
    assert all(code in WORDING for code in WORDINGS)


_WORDS = [
    "The", "army", "Mr.", "Kirby", "said", "blamed", "denied", "claimed", "responsibility", "by", "fired",
    "on Twitter", "in a statement", "on Thursday", "Iran", "militias", "for", "not", "likely", "involvement",
    ",", "“", "”", "no", "trying to", "harm",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join) | st.text(max_size=80),
    st.sampled_from(["", "accusation", "account", "nonsense"]),
)
def test_whatever_is_suggested_fits_its_field(words, kind):
    found = read(words, kind)
    assert found.get("kind", "account") in STATEMENT_KIND
    assert found.get("voice", "named") in VOICE
    assert all(found.get(field, "x").strip() for field in ("speaker_text", "accused_text", "alleged_motive"))
    if "said_edtf" in found:
        dates.parse(found["said_edtf"])
