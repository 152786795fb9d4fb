"""Are the bytes of a page read in the right letters, whatever the server says of them?"""

import codecs

import pytest

from articles.decoding import decode

ARABIC = "سقطت أربعة صواريخ قرب السفارة مساء الخميس وأصيب شخصان بجروح طفيفة"
HEBREW = "ארבע רקטות נחתו ליד השגרירות בליל חמישי"


@pytest.mark.parametrize(
    ("page", "encoding", "declared"),
    [
        (ARABIC, "cp1256", "windows-1256"),
        (ARABIC, "cp1256", "CP1256"),
        (ARABIC, "iso8859-6", "iso-8859-6"),
        (f'<meta charset="windows-1256">{ARABIC}', "cp1256", ""),
        (f"<meta http-equiv=Content-Type content='text/html; charset=windows-1256'>{ARABIC}", "cp1256", ""),
        (f'<?xml version="1.0" encoding="windows-1256"?>{ARABIC}', "cp1256", ""),
        # What is declared is wrong.
        (ARABIC, "utf-8", "windows-1256"),
        (f'<meta charset="windows-1256">{ARABIC}', "utf-8", ""),
        (f'<meta charset="windows-1256">{ARABIC}', "cp1256", "utf-8"),
        (f'<html dir="rtl" lang="ar">{ARABIC}', "cp1256", "utf-8"),
        (f"<html lang=he>{HEBREW}", "cp1255", ""),
        (ARABIC * 5, "cp1256", ""),
        (ARABIC, "utf-8", "no-such-encoding"),
        (ARABIC, "utf-8", "unicode_escape"),
        (ARABIC, "utf-8", "\0"),
        (HEBREW, "cp1255", "windows-1255"),
        ("“Quoted” – a café", "cp1252", "iso-8859-1"),
        ("Ракеты упали", "koi8-r", "koi8-r"),
        ("火箭弹", "gbk", "gb2312"),
    ],
)
def test_a_page_is_read_in_its_letters(page: str, encoding: str, declared: str) -> None:
    assert decode(page.encode(encoding), declared=declared) == page


@pytest.mark.parametrize("mark", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_goes_before_what_is_declared(mark: str) -> None:
    bom = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[mark]
    assert decode(bom + ARABIC.encode(mark), declared="windows-1256") == ARABIC


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\xff", bytes(range(256)) * 40, b"\x81\x8d\x8f\x90"])
def test_bytes_that_are_no_text_break_nothing(content: bytes) -> None:
    assert isinstance(decode(content, declared="iso-8859-1"), str)


def test_no_codec_of_python_is_run_because_a_server_asks_for_it() -> None:
    assert decode(b"\\u0041", declared="unicode_escape") == "\\u0041"
    assert decode(b"QQ==\xff", declared="base64") != "A"
