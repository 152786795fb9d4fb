"""In which encoding is a file read, and is a guess told as one?"""

import pytest

from incidents.exchange.table.encodings import decode
from incidents.exchange.table.sheet import Unreadable


@pytest.mark.parametrize(
    ("text", "codec", "told"),
    [
        ("Café", "utf-8", "UTF-8"), ("Café", "utf-8-sig", "UTF-8, by its byte order mark"),
        ("Café", "utf-16", "UTF-16, by its byte order mark"),
        ("Ref,Date,Type", "utf-16-be", "UTF-16, by its zero bytes"),
        ("A café in Nînawá", "cp1252", "Windows-1252 (Western), guessed, it reads “café”"),
        ("à Évry", "latin-1", "Windows-1252 (Western), guessed, it reads “à”"),
        ("взрыв на рынке в центре города", "cp1251", "Windows-1251 (Cyrillic), guessed, it reads “взрыв”"),
        ("انفجار في سوق وسط المدينة", "cp1256", "Windows-1256 (Arabic), guessed, it reads “انفجار”"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_and_told(text, codec, told):
    found, said = decode(text.encode(codec))
    assert found == text
    assert said.startswith(told)


def test_the_map_has_the_word_before_any_guess():
    assert decode("Café".encode("cp1250"), encoding="cp1250") == ("Café", "Windows-1250 (Central Europe), by the map")


def test_a_byte_that_the_encoding_of_the_map_has_not_is_told_by_its_line():
    with pytest.raises(Unreadable) as caught:
        decode("Ref\r\nCafé\r\n".encode("cp1252"), encoding="utf-8")
    assert (caught.value.line, caught.value.reason) == (2, "Byte 0xe9 is not UTF-8.")


def test_utf_32_is_refused():
    with pytest.raises(Unreadable, match="UTF-32"):
        decode("Ref".encode("utf-32"))
