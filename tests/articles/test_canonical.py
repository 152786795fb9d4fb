"""Tests of articles/canonical.py: which addresses are one page, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.canonical import canonical

STORY = "https://example.org/world/story"


@pytest.mark.parametrize(
    "address",
    [
        STORY,
        f"  {STORY}\n",
        "HTTPS://Example.ORG/world/story",
        "http://example.org/world/story",
        "https://www.example.org/world/story",
        "https://example.org:443/world/story",
        "http://example.org:80/world/story",
        "https://example.org/world/story/",
        f"{STORY}#comments",
        f"{STORY}?utm_source=x&UTM_Medium=y",
        f"{STORY}?fbclid=1&gclid=2&dclid=3&msclkid=4&igshid=5&mc_cid=6&mc_eid=7&ref_src=8&cmpid=9",
        "https://reader:secret@example.org/world/story",
    ],
)
def test_one_page_has_one_normal_form(address):
    assert canonical(address) == STORY


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a?b=2&a=1&utm_id=3", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?id=", "https://example.org/a?id="),
        ("https://example.org/a?q=a%20b", "https://example.org/a?q=a+b"),
        ("https://example.org/Story", "https://example.org/Story"),
        ("https://example.org/خبر", "https://example.org/%D8%AE%D8%A8%D8%B1"),
        ("https://example.org/%D8%AE%D8%A8%D8%B1", "https://example.org/%D8%AE%D8%A8%D8%B1"),
        ("https://example.org/%d8%ae", "https://example.org/%D8%AE"),
        ("https://example.org/100%", "https://example.org/100%25"),
    ],
)
def test_the_normal_form(address, normal):
    assert canonical(address) == normal


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("https://example.org/story?id=1", "https://example.org/story?id=2"),
        ("https://example.org/story?id=1", "https://example.org/story"),
        ("https://example.org/a/b", "https://example.org/a%2Fb"),
        ("https://example.org/Story", "https://example.org/story"),
        ("https://example.org/a", "https://news.example.org/a"),
        ("https://example.org/a", "https://example.org:8443/a"),
        ("https://example.org/%41", "https://example.org/%2541"),
        ("https://example.org/%C7%E1", "https://example.org/%C8%E1"),
        ("https://example.org/?q=%C7", "https://example.org/?q=%C8"),
    ],
)
def test_two_pages_stay_two(one, another):
    assert canonical(one) != canonical(another)


@pytest.mark.parametrize(
    "text", ["", "mailto:desk@example.org", "ftp://example.org/a", "/world/story", "a note", "https://", "http://a:b/"]
)
def test_what_is_no_web_address_stays_as_it_came(text):
    assert canonical(text) == text


def segments(letters: str) -> st.SearchStrategy[str]:
    """Parts of addresses made of these letters, escapes among them."""
    return st.lists(st.sampled_from([*letters, "%2F", "%25", "%41", "%C7", "%", "é", "خ"]), max_size=6).map("".join)


@given(st.lists(segments("ab.-~:@+;="), max_size=3), st.lists(segments("ab&=+;"), max_size=2))
def test_the_normal_form_is_its_own_normal_form(path, query):
    normal = canonical(f"http://www.Example.org/{'/'.join(path)}?{'&'.join(query)}")
    assert canonical(normal) == normal
