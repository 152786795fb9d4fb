"""Which nationality do words name? Owns the adjectives of nationality; one that two countries share is left out."""

import re
from typing import Final

from incidents.coding.reading.plain import pattern, spelt
from incidents.countries import COUNTRIES

_ENGLISH: Final = {
    "AF": "afghan", "AL": "albanian", "DZ": "algerian", "US": "american u.s. us", "AO": "angolan", "AR": "argentine",
    "AM": "armenian", "AU": "australian", "AT": "austrian", "AZ": "azerbaijani azeri", "BH": "bahraini",
    "BD": "bangladeshi", "BY": "belarusian", "BE": "belgian", "BJ": "beninese", "BO": "bolivian", "BA": "bosnian",
    "BR": "brazilian", "GB": "british u.k. uk briton", "BG": "bulgarian", "BF": "burkinabe", "BI": "burundian",
    "KH": "cambodian", "CM": "cameroonian", "CA": "canadian", "TD": "chadian", "CL": "chilean", "CN": "chinese",
    "CO": "colombian", "HR": "croatian", "CU": "cuban", "CZ": "czech", "DK": "danish dane", "DJ": "djiboutian",
    "NL": "dutch", "EC": "ecuadorian", "EG": "egyptian", "SV": "salvadoran", "ER": "eritrean", "EE": "estonian",
    "ET": "ethiopian", "FI": "finnish", "FR": "french", "GE": "georgian", "DE": "german", "GH": "ghanaian",
    "GR": "greek", "GT": "guatemalan", "HT": "haitian", "HN": "honduran", "HU": "hungarian", "IN": "indian",
    "ID": "indonesian", "IR": "iranian", "IQ": "iraqi", "IE": "irish", "IL": "israeli", "IT": "italian",
    "CI": "ivorian", "JP": "japanese", "JO": "jordanian", "KZ": "kazakh", "KE": "kenyan", "XK": "kosovar",
    "KW": "kuwaiti", "KG": "kyrgyz", "LA": "laotian", "LV": "latvian", "LB": "lebanese", "LR": "liberian",
    "LY": "libyan", "LT": "lithuanian", "MW": "malawian", "MY": "malaysian", "ML": "malian", "MR": "mauritanian",
    "MX": "mexican", "MD": "moldovan", "MA": "moroccan", "MZ": "mozambican", "MM": "burmese", "NP": "nepali nepalese",
    "NI": "nicaraguan", "NE": "nigerien", "NG": "nigerian", "NO": "norwegian", "OM": "omani", "PK": "pakistani",
    "PS": "palestinian", "PE": "peruvian", "PH": "filipino philippine", "PL": "polish", "PT": "portuguese",
    "QA": "qatari", "RO": "romanian", "RU": "russian", "RW": "rwandan", "SA": "saudi", "SN": "senegalese",
    "RS": "serbian", "SO": "somali", "ZA": "south_african", "SS": "south_sudanese", "ES": "spanish",
    "LK": "sri_lankan", "SD": "sudanese", "SE": "swedish", "CH": "swiss", "SY": "syrian", "TW": "taiwanese",
    "TJ": "tajik", "TZ": "tanzanian", "TH": "thai", "TG": "togolese", "TN": "tunisian", "TR": "turkish",
    "TM": "turkmen", "UG": "ugandan", "UA": "ukrainian", "AE": "emirati", "UZ": "uzbek", "VE": "venezuelan",
    "VN": "vietnamese", "YE": "yemeni", "ZM": "zambian", "ZW": "zimbabwean",
}  # fmt: skip
_NO_PLURAL: Final = [
    "british",
    "dutch",
    "irish",
    "french",
    "spanish",
    "polish",
    "swedish",
    "danish",
    "finnish",
    "turkish",
    "swiss",
    "thai",
    "chinese",
    "japanese",
    "lebanese",
    "sudanese",
    "south_sudanese",
    "senegalese",
    "taiwanese",
    "vietnamese",
    "togolese",
    "beninese",
    "portuguese",
    "burmese",
    "nepalese",
    "burkinabe",
    "kyrgyz",
    "u.s.",
    "us",
    "u.k.",
    "uk",
    "philippine",
    "argentine",
]
_ARABIC: Final = {
    "عراقي": "IQ", "أميركي": "US", "أمريكي": "US", "إيراني": "IR", "سوري": "SY", "فلسطيني": "PS", "إسرائيلي": "IL",
    "يمني": "YE", "لبناني": "LB", "تركي": "TR", "أردني": "JO", "مصري": "EG", "سعودي": "SA", "أفغاني": "AF",
    "باكستاني": "PK", "صومالي": "SO", "سوداني": "SD", "ليبي": "LY", "روسي": "RU", "أوكراني": "UA", "كويتي": "KW",
}  # fmt: skip
_HEBREW: Final = {
    "ישראלי": "IL", "פלסטיני": "PS", "אמריקאי": "US", "אמריקני": "US", "עיראקי": "IQ", "איראני": "IR", "סורי": "SY",
    "לבנוני": "LB", "מצרי": "EG", "ירדני": "JO",
}  # fmt: skip

DEMONYMS: Final = {word.replace("_", " "): code for code, words in _ENGLISH.items() for word in words.split()}
"""English adjective of nationality, in small letters → ISO 3166-1 alpha-2."""
NATIONALS: Final = {
    **{f"{word}s": code for word, code in DEMONYMS.items() if word.replace(" ", "_") not in _NO_PLURAL}, "danes": "DK"
}  # fmt: skip
"""English word for several people of one nationality → ISO 3166-1 alpha-2."""

_ENDS = {"ar": ("", "ة", "ين", "ون", "ا", "تان"), "he": ("", "ת", "ה", "ים", "ות")}
_ADJECTIVES: Final = (
    DEMONYMS
    | {spelt(stem + end): code for stem, code in _ARABIC.items() for end in _ENDS["ar"]}
    | {spelt(f"ال{stem}{end}"): code for stem, code in _ARABIC.items() for end in _ENDS["ar"]}
    | {stem + end: code for stem, code in _HEBREW.items() for end in _ENDS["he"]}
)
_NAMES: Final = {country.name.lower(): code for code, country in COUNTRIES.items()} | {
    "united states": "US", "u.s.": "US", "united kingdom": "GB",
}  # fmt: skip
# A word with a hyphen is another thing: “Iran-backed”, “American-led”, “Iraqi-American”.
_ADJECTIVE: Final = pattern(
    rf"(?<![\w-])({'|'.join(sorted(map(re.escape, _ADJECTIVES), key=len, reverse=True))})(?![\w-])"
)
_OF: Final = re.compile(rf" of (?:the )?({'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})(?![\w-])")


def nationality(text: str) -> str:
    """The one nationality that words in plain form carry as an adjective; empty where there is none, or several."""
    found = {_ADJECTIVES[each[1]] for each in _ADJECTIVE.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def country_after(text: str) -> str:
    """The country of “… of Iran” at the start of the text; empty where it does not begin so."""
    found = _OF.match(text)
    return _NAMES[found[1]] if found else ""
