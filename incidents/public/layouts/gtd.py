"""What is a record in the columns of the GTD? Owns its columns, and the words for how each is filled."""

from typing import Any, Final

from incidents.public.layouts import gtd_values
from incidents.public.layouts.layout import Filled, Layout, filled
from incidents.public.layouts.record import Record

_TARGETS: Final = "targets.type"
_WEAPONS: Final = "weapons.type"


def _target(number: int) -> tuple[Filled, ...]:
    which = ("first", "second", "third")[number - 1]
    return (
        *filled(f"targtype{number} targtype{number}_txt", f"The {which} target, by the crosswalk of its type, where it "
                "leads to one code alone.", _TARGETS),
        *filled(f"targsubtype{number} targsubtype{number}_txt", "The subtype, if the crosswalk names one.", _TARGETS),
        *filled(f"corp{number}", "The owner or user of the target.", "targets.actor"),
        *filled(f"target{number}", "The target as described.", "targets.name"),
        *filled(f"natlty{number}", "Blank: we keep no list of GTD's numbers of countries."),
        *filled(f"natlty{number}_txt", "The country of the target.", "targets.nationality"),
    )  # fmt: skip


def _weapon(number: int) -> tuple[Filled, ...]:
    how = "A weapon of the attackers, by the crosswalk of its type, where it leads to one code alone."
    return (
        *filled(f"weaptype{number} weaptype{number}_txt", how, _WEAPONS),
        *filled(f"weapsubtype{number} weapsubtype{number}_txt", "The subtype, by the same crosswalk.", _WEAPONS),
    )


COLUMNS: Final = (
    *filled("eventid", "GTD's id, where we know it; else our code.", "code"),
    *filled("iyear", "The year; blank where the date leaves it open.", "date_earliest", "date_latest"),
    *filled("imonth", "The month; 0 where it is not known.", "date_earliest", "date_latest"),
    *filled("iday", "The day; 0 where it is not known.", "date_earliest", "date_latest"),
    *filled("approxdate", "The date in words, where it is no single day.", "date_edtf"),
    *filled("extended", "1 for a duration, 0 for a day; blank for the rest.", "date_precision"),
    *filled("resolution", "The last day of a duration.", "date_latest"),
    *filled("country", "Blank: we keep no list of GTD's numbers of countries."),
    *filled("country_txt", "The country's name in English.", "country_name"),
    *filled("region region_txt", "Blank: we keep no list of GTD's regions."),
    *filled("provstate", "The province.", "admin1"),
    *filled("city", "The town or village, where that is what the place is.", "locations.place"),
    *filled("latitude", "The public point.", "latitude"),
    *filled("longitude", "The public point.", "longitude"),
    *filled("specificity", "By the crosswalk of the precision of the place, where it leads to one code.", "precision"),
    *filled("vicinity", "1 near a place, 0 in it; blank where the place is wider.", "precision"),
    *filled("location", "The place, as worded.", "locations.relation_text", "place"),
    *filled("summary", "The summary, else the title.", "summary", "title"),
    *filled("crit1 crit2 crit3 doubtterr alternative alternative_txt", "Blank: whether it is terrorism is not judged."),
    *filled("multiple", "1 if it is part of one operation with another incident.", "relations.kind"),
    *filled("success", "1 if completed, 0 if attempted or foiled.", "stage"),
    *filled("suicide", "1 for a suicide attack, 0 for another known one.", "attack_type", _WEAPONS),
    *filled("attacktype1 attacktype1_txt", "By the crosswalk of the attack type, where it leads to one code alone.",
            "attack_type"),
    *filled("attacktype2 attacktype2_txt attacktype3 attacktype3_txt", "Blank: an incident has one attack type here."),
    *_target(1), *_target(2), *_target(3),
    *filled("gname", "Who claims it; else who is accused by name, with guncertain1 = 1; Unknown where sources say only "
            "that nobody claims it, or accuse nobody by name.", "statements.speakers", "statements.accused"),
    *filled("gsubname"),
    *filled("gname2 gname3", "The second and third of these.", "statements.speakers", "statements.accused"),
    *filled("gsubname2 gsubname3"),
    *filled("motive", "What speakers say of why it was done.", "statements.alleged_motive"),
    *filled("guncertain1", "1 where the group is accused and does not claim it, 0 where it does.", "responsibility"),
    *filled("guncertain2 guncertain3", "As for the first.", "responsibility"),
    *filled("individual nperps nperpcap"),
    *filled("claimed", "1 where it is claimed, 0 where sources say that nobody claimed it, -9 where none speaks of a "
            "claim: an accusation does not.", "responsibility", "statements.kind"),
    *filled("claimmode claimmode_txt", "By the crosswalk of the channel of the first claim, if it leads to one.",
            "statements.channel"),
    *filled("claim2 claimmode2 claimmode2_txt claim3 claimmode3 claimmode3_txt", "The same for a second and third "
            "group that claims it.", "statements.channel"),
    *filled("compclaim", "1 where claims conflict.", "responsibility"),
    *_weapon(1), *_weapon(2), *_weapon(3), *_weapon(4),
    *filled("weapdetail", "Makes, launchers and notes of the weapons.", "weapons.model", "weapons.platform"),
    *filled("nkill", "Killed, best; blank where no figure is known, never 0.", "killed_best"),
    *filled("nkillus"),
    *filled("nkillter", "Perpetrators killed; blank where no figure is known.", "figures.best"),
    *filled("nwound", "Injured, best; blank where no figure is known, never 0.", "injured_best"),
    *filled("nwoundus"),
    *filled("nwoundte", "Perpetrators injured; blank where no figure is known.", "figures.best"),
    *filled("property", "1 where damage is reported, 0 where a source says there was none, -9 where it is not "
            "known.", "targets.damage"),
    *filled("propextent propextent_txt propvalue", "Blank: GTD measures damage in money, which we do not record."),
    *filled("propcomment", "The damage as reported.", "targets.damage_text"),
    *filled("ishostkid", "1 for an abduction or hijacking; blank for the rest.", "attack_type"),
    *filled("nhostkid", "Abducted, best; blank where no figure is known.", "figures.best"),
    *filled("nhostkidus nhours ndays divert kidhijcountry ransom ransomamt ransomamtus ransompaid ransompaidus "
            "ransomnote hostkidoutcome hostkidoutcome_txt nreleased"),
    *filled("addnotes", "The notes of the record.", "notes.body"),
    *filled("scite1 scite2 scite3", "The first three articles: headline, publisher, day.", "articles.title"),
    *filled("dbsource", "Attest."),
    *filled("INT_LOG INT_IDEO INT_MISC INT_ANY", "Blank: GTD works these out from nationalities of groups."),
    *filled("related", "The codes of incidents of the same operation.", "relations.to_incident"),
)  # fmt: skip
"""The 135 columns of the GTD, in its order."""


def row(record: Record) -> dict[str, Any]:
    """The values by column."""
    return {
        "eventid": record.external("gtd").get("value") or record.flat["code"],
        **gtd_values.when(record),
        **gtd_values.where(record),
        **gtd_values.act(record),
        **gtd_values.targets(record),
        **gtd_values.weapons(record),
        **gtd_values.groups(record),
        **gtd_values.claims(record),
        **gtd_values.harm(record),
        **gtd_values.told(record),
    }


LAYOUT: Final = Layout(
    "gtd",
    "GTD",
    "The columns of the Global Terrorism Database, by its codebook of 2021. Whether an incident is terrorism is not "
    "judged here, and every incident of the query is in the file. GTD's numbers of countries and regions are blank.",
    COLUMNS,
    row,
)
