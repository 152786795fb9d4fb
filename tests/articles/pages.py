"""Pages as news sites make them, written for these tests."""

import json
from datetime import UTC, datetime
from typing import Any

from articles.fetching import Fetched

FETCHED_AT = datetime(2022, 1, 15, 9, tzinfo=UTC)
ADDRESS = "https://planet.example/world/rockets"
TITLE = "Rockets land near embassy"
PARAGRAPHS = [
    "BAGHDAD (Agency) - Four rockets landed near the embassy in Baghdad on Thursday night, the Iraqi military said.",
    "One of them came down in a school, and two people were slightly hurt. Nobody claimed the attack.",
    "“We have heard the sirens,” said a woman who lives nearby and did not want to give her name.",
    "Attacks on bases have become more frequent since the beginning of January, officials said.",
]
TEXT = "\n\n".join(PARAGRAPHS)
ARABIC_TITLE = "سقوط صواريخ قرب السفارة"
ARABIC = [
    "بغداد (رويترز) - سقطت أربعة صواريخ قرب السفارة الأميركية في بغداد مساء الخميس وأصيب شخصان بجروح طفيفة.",
    "وقال شاهد عيان إن صاروخا سقط داخل مدرسة في الجهة المقابلة من الشارع، ولم تعلن أي جهة مسؤوليتها عن الهجوم.",
]
HEBREW_TITLE = "רקטות נחתו ליד השגרירות"
HEBREW = [
    "ארבע רקטות נחתו ליד שגרירות ארצות הברית בבגדאד בליל חמישי, ושני בני אדם נפצעו קל, כך מסר הצבא העיראקי בהודעה.",
    "אחת מהן פגעה בבית ספר בצדו השני של הרחוב. איש לא נטל אחריות לירי, ותושבים סיפרו כי שמעו פיצוצים.",
]
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Not the article", "datePublished": "2001-01-01"},
        {
            "@type": ["NewsArticle"], "headline": TITLE, "datePublished": "2022-01-13T23:40:00+03:00",
            "author": [{"@type": "Person", "name": "Amal al-Saadi"}, {"@type": "Person", "name": "A. B. Çelik"}],
            "publisher": {"@type": "Organization", "name": "The Daily Planet"},
        },
    ],
}  # fmt: skip


def page(*, head: str = "", title: str = TITLE, paragraphs: list[str] = PARAGRAPHS, html: str = 'lang="en-GB"') -> str:
    """A whole page: menus, buttons, the article, links to others, a footer."""
    body = "\n".join(f"<p>{each}</p>" for each in paragraphs)
    return f"""<!doctype html><html {html}><head><title>{title} | The Daily Planet</title>{head}</head><body>
<header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>
<div class="notice">We use cookies to improve your experience on our site. <button>Accept all</button></div>
<main><article><h1>{title}</h1>
<div class="share"><a href="#">Share</a> <a href="#">Tweet</a></div>
{body}
<p>Share this article</p>
<h3>Related Articles</h3><ul><li><a href="/a">Drone shot down</a></li><li><a href="/b">Parliament meets</a></li></ul>
<p><a href="#top">Back to top</a></p></article></main>
<footer>© 2022 The Daily Planet. All rights reserved.</footer></body></html>"""


def linked(data: Any = LINKED) -> str:
    """The element that describes the article as JSON-LD."""
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


def fetched(content: str | bytes, **changes: Any) -> Fetched:
    """As if this had been fetched."""
    given = {
        "url": ADDRESS, "final_url": ADDRESS, "status": 200, "media_type": "text/html", "charset": "",
        "content": content.encode() if isinstance(content, str) else content, "fetched_at": FETCHED_AT,
    }  # fmt: skip
    return Fetched(**{**given, **changes})
