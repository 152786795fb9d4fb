"""Is the language of a text told, and what a page declares believed only where the text agrees?"""

import pytest

from articles.language import language_of, normal_tag

TEXTS = {
    "en": "Four rockets landed near the embassy on Thursday night, and the army said that two people were hurt.",
    "fr": "Quatre roquettes sont tombées dans la nuit de jeudi sur la ville, selon un porte-parole de la police.",
    "es": "Cuatro cohetes cayeron en la noche del jueves cerca de la embajada, según informó la policía de la ciudad.",
    "de": "Vier Raketen schlugen in der Nacht auf Freitag bei der Botschaft ein, und zwei Menschen wurden verletzt.",
    "tr": "Perşembe gecesi büyükelçiliğe dört roket atıldı ve iki kişi yaralandı, bu saldırı için bir açıklama olarak",
    "ar": "سقطت أربعة صواريخ قرب السفارة مساء الخميس وأصيب شخصان بجروح طفيفة بحسب ما أعلن الجيش",
    "fa": "چهار راکت پنجشنبه شب نزدیک سفارت فرود آمد و ارتش گفت که دو نفر زخمی شدند و گزارشی از تلفات نیست",
    "ur": "جمعرات کی رات سفارت خانے کے قریب چار راکٹ گرے اور فوج کا کہنا ہے کہ دو افراد زخمی ہوئے ہیں",
    "ckb": "چوار مووشەک شەوی پێنجشەممە نزیک باڵیۆزخانەی ئەمریکا کەوتنە خوارەوە و دوو کەس بریندار بوون",
    "he": "ארבע רקטות נחתו ליד השגרירות בליל חמישי ושני בני אדם נפצעו קל, כך מסר הצבא",
    "ru": "Четыре ракеты упали рядом с посольством в ночь на пятницу, сообщили военные, есть пострадавшие",
    "uk": "Чотири ракети впали поблизу посольства в ніч на п'ятницю, повідомили військові, є поранені",
    "ja": "木曜日の夜、大使館の近くにロケット弾四発が落下し、二人が軽傷を負った。",
    "zh": "星期四晚间四枚火箭弹落在大使馆附近造成两人受轻伤军方表示正在调查此事件",
    "ko": "목요일 밤 대사관 근처에 로켓 네 발이 떨어져 두 명이 다쳤다고 군이 밝혔다",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_sentence_is_told(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    ("text", "declared", "found"),
    [
        ("en", "en-GB", "en-GB"),
        ("en", "en_us", "en-US"),
        ("ar", "en", "ar"),
        ("en", "ar", "en"),
        ("fa", "ar", "fa"),
        ("fr", "en-US", "fr"),
        ("he", "iw", "he"),
        ("ar", "ar-IQ", "ar-IQ"),
        ("en", "not a tag!", "en"),
    ],
)
def test_what_a_page_declares_is_believed_where_the_text_agrees(text: str, declared: str, found: str) -> None:
    assert language_of(TEXTS[text], declared=declared) == found


def test_a_language_we_have_no_words_of_is_believed() -> None:
    text = "Sprengingin varð skammt frá sendiráðinu á fimmtudagskvöld og tveir særðust lítillega."
    assert language_of(text, declared="is") == "is"
    assert language_of(text) == ""


@pytest.mark.parametrize("text", ["", "123 — 456", "BBC", "\ud800" * 40])
def test_nothing_is_guessed_from_nothing(text: str) -> None:
    assert language_of(text) == ""


@pytest.mark.parametrize(
    ("text", "tag"), [("EN", "en"), ("zh-Hant-tw", "zh-Hant-TW"), ("x" * 40, ""), ("", ""), ("<script>", "")]
)
def test_a_tag_is_written_in_one_way(text: str, tag: str) -> None:
    assert normal_tag(text) == tag
