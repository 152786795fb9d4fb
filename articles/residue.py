"""Which lines of a page are no part of its article? Owns the phrases of buttons, notices and lists of links."""

import re
from collections.abc import Iterator

from incidents.folding import fold

_LONGEST_HEADLINE = 160
_LONGEST_NOTICE = 700
_LINKS_UNDER_A_HEADING = 8

# Headings under which a page lists other articles.
_LISTS = """
related articles; related article; related stories; related story; related content; related coverage;
related news; related topics; related posts; related links; more on this; more on this story;
more on this topic; more stories; more from this section; you may also like; you might also like;
you may also be interested in; recommended; recommended for you; recommended stories; recommended articles;
most read; most popular; most viewed; editors picks; trending; trending now; latest news; latest stories;
popular now; up next; read next; what to read next; top stories; مقالات ذات صلة; أخبار ذات صلة;
مواضيع ذات صلة; اقرأ أيضا; إقرأ أيضا; الأكثر قراءة; قد يعجبك أيضا; أخبار متعلقة; المزيد من الأخبار; اخترنا لك;
مواضيع متعلقة; כתבות קשורות; כתבות נוספות; עוד בנושא; קראו גם; אולי יעניין אותך; הנקראות ביותר; articles liés;
sur le même sujet; à lire aussi; les plus lus; noticias relacionadas; artículos relacionados; lo más leído;
te puede interesar; читайте также; по теме; похожие статьи; читайте також; за темою; مطالب مرتبط;
بیشتر بخوانید
"""

# Lines that are a button, a label or a notice wherever they stand.
_ALWAYS = """
back to top; back to top button; back to the top; return to top; go to top; scroll to top; skip to content;
skip to main content; skip to navigation; jump to content; advertisement; advertisements; advertising;
article continues below; story continues below; story continues below advertisement;
article continues after advertisement; continue reading; sponsored content; promoted content; paid content;
share this; share this article; share this story; share this post; share on facebook; share on twitter;
share on x; share on whatsapp; share on linkedin; share on telegram; share via email; share by email;
share full article; click to share; email this; print this; print article; print this article; save article;
save for later; gift this article; copy link; copy url; link copied; copied to clipboard;
listen to this article; listen to article; subscribe now; subscribe to our newsletter;
sign up for our newsletter; sign up for our newsletters; sign up to our newsletter; get our newsletter;
leave a comment; post a comment; add a comment; view comments; show comments; read comments;
join the conversation; load more; show more; see more; read more; read full article; follow us;
follow us on facebook; follow us on twitter; follow us on x; follow us on google news; follow us on telegram;
follow us on instagram; all rights reserved; privacy policy; terms of use; terms of service;
terms and conditions; cookie policy; cookie settings; cookie preferences; manage cookies; accept cookies;
accept all cookies; accept all; reject all; your privacy choices; do not sell my personal information;
toggle navigation; open menu; close menu; open search; view image in fullscreen; إعلان; إعلانات;
العودة إلى الأعلى; العودة للأعلى; عودة إلى الأعلى; شارك; شارك المقال; شارك الخبر; مشاركة; شارك على فيسبوك;
شارك على تويتر; تابعنا; تابعونا; تابعونا على; نسخ الرابط; طباعة; اشترك في النشرة البريدية; اشترك الآن;
جميع الحقوق محفوظة; سياسة الخصوصية; قبول الكل; قبول ملفات تعريف الارتباط; التعليقات; أضف تعليق; اقرأ المزيد;
تخطى إلى المحتوى; פרסומת; חזרה למעלה; בחזרה למעלה; שתפו; שתפו את הכתבה; שתף; שיתוף; העתקת קישור; הדפסה;
הוספת תגובה; תגובות; מדיניות פרטיות; כל הזכויות שמורות; המשך קריאה; דלג לתוכן; publicité; partager;
retour en haut; lire la suite; publicidad; compartir; volver arriba; seguir leyendo; реклама; поделиться;
наверх; подписаться; поділитися; нагору; تبلیغات; بازگشت به بالا
"""

# Words that are a button only among buttons: a line of an article may say no more than "Telegram".
_AMONG_OTHERS = """
share; tweet; post; facebook; twitter; x; whatsapp; telegram; linkedin; reddit; instagram; pinterest;
messenger; viber; email; e mail; mail; print; save; copy; link; comments; comment; listen; subscribe;
newsletter; newsletters; sign in; sign up; log in; login; register; menu; search; home; close; more; topics;
tags; recommended; related; watch; video; live; فيسبوك; تويتر; واتساب; تلغرام; تيليجرام; بريد; פייסבוק;
טוויטר; ווטסאפ; טלגרם; דואל; imprimer; correo; imprimir
"""

# A promotion of another article within the text: "READ MORE: …".
_PROMOTION = re.compile(
    r"\s*(?:read more|read also|also read|see also|related|more on this|recommended"
    r"|اقرأ أيضا?ً?|إقرأ أيضا?ً?|اقرأ المزيد|شاهد أيضا?ً?"
    r"|קראו גם|lire aussi|à lire aussi|lea también|lee también|читайте также|читайте також)\s*[:：|»>–—-]\s*\S",
    re.IGNORECASE,
)
_COOKIE = re.compile(r"\bcookies?\b|ملفات تعريف الارتباط|עוגיות|קובצי cookie|файл\w* cookie", re.IGNORECASE)
_CONSENT = re.compile(
    r"\b(?:we|site|website|browser|browsing|experience|consent|accept|preferences|partners|nous|sitio|utilizamos|сайт)\b"
    r"|موقع|האתר",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。؟۔][\"'”’»)\]]*\s*$")


def _phrases(text: str) -> frozenset[str]:
    return frozenset(filter(None, (fold(each.strip()) for each in text.split(";"))))


LISTS, ALWAYS, AMONG_OTHERS = _phrases(_LISTS), _phrases(_ALWAYS), _phrases(_AMONG_OTHERS)


def residue(lines: list[str]) -> set[int]:
    """The numbers of the lines that are residue of a web page. Blank lines are never named."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    folded = {number: fold(lines[number]) if len(lines[number]) <= _LONGEST_HEADLINE else "" for number in full}
    found = {number for number in full if folded[number] in ALWAYS or _is_promotion_or_notice(lines[number])}
    for place, number in enumerate(full):
        if folded[number] in LISTS:
            found |= {number, *_links(lines, full[place + 1 : place + 1 + _LINKS_UNDER_A_HEADING])}
    return found | set(_among(found, full, folded))


def _is_promotion_or_notice(line: str) -> bool:
    if len(line) <= _LONGEST_HEADLINE and _PROMOTION.match(line):
        return True
    return len(line) <= _LONGEST_NOTICE and bool(_COOKIE.search(line)) and bool(_CONSENT.search(line))


def _links(lines: list[str], following: list[int]) -> Iterator[int]:
    """Headlines under a heading: short lines that do not end as sentences do, up to the first that does."""
    for number in following:
        if len(lines[number]) > _LONGEST_HEADLINE or _SENTENCE_END.search(lines[number]):
            return
        yield number


def _among(found: set[int], full: list[int], folded: dict[int, str]) -> Iterator[int]:
    """Runs of button words that stand beside residue, or are three and more."""
    run: list[int] = []
    for place, number in enumerate([*full, -1]):
        if number in folded and number not in found and folded[number] in AMONG_OTHERS:
            run.append(number)
            continue
        before = full[place - len(run) - 1] if place > len(run) else None
        if run and (len(run) >= 3 or before in found or number in found):
            yield from run
        run = []
