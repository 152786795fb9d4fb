"""Is the picture beside a link the same each time, of the right size, and free of boxes?"""

import io

from PIL import Image

from incidents.public.picture import Picture, draw, drawable

PICTURE = Picture("Rockets", "Rockets aimed at the embassy", ("13 January 2022", "Baghdad"), ("2 injured",),
                  "Acknowledged", (33.3, 44.4, 1000))  # fmt: skip


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(draw(picture))).convert("RGB")


def test_the_same_words_give_the_same_bytes() -> None:
    assert draw(PICTURE) == draw(PICTURE)


def test_it_has_the_size_that_is_promised() -> None:
    assert opened(PICTURE).size == (1200, 630)


def test_accents_are_dropped_and_other_scripts_left_out() -> None:
    assert drawable("Côte d’Ivoire – Abéché…") == "Cote d'Ivoire - Abeche..."
    assert drawable("سقوط صواريخ") == ""
    assert drawable("Łódź") == ""
    assert drawable("bell\a") == ""


def test_what_cannot_be_drawn_leaves_no_mark() -> None:
    words = ("", "", ("", ""), ("",), "", None)
    arabic = ("سقوط", "سقوط صواريخ", ("بغداد", ""), ("قتيل",), "خبر", None)
    assert draw(Picture(*arabic)) == draw(Picture(*words))


def test_the_place_is_marked_on_land_and_a_wide_circle_has_no_dot() -> None:
    accent, middle = (139, 26, 26), (970, 315)
    sharp, wide = opened(PICTURE), opened(Picture("", "", (), (), "", (33.3, 44.4, 200_000)))
    assert _near(sharp.getpixel(middle), accent)
    assert not _near(wide.getpixel(middle), accent)


def _near(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) < 24 for one, other in zip(found, wanted, strict=True))


def test_a_pole_and_the_date_line_can_be_drawn() -> None:
    for point in ((89.9, 0.0, 1000), (-89.9, 179.9, 5_000_000), (0.0, -180.0, 1)):
        assert opened(Picture("", "", (), (), "", point)).size == (1200, 630)
