"""What do the codes of places and locations mean? (SCHEMA 2.5, 3.5, 3.7)"""

from incidents.codebook.vocabulary import Vocabulary, term

PRECISION = Vocabulary(
    "precision",
    "Precision of the place",
    "How well the place is known.",
    [
        term("point", "The spot", "The spot itself, to about 100 m.", ucdp_ged="1", acled="1", gtd="1"),
        term("site", "Site", "A known compound, building or street, to about 1 km.", ucdp_ged="1", acled="1", gtd="1"),
        term("neighbourhood", "Neighbourhood", "A part of a town.", ucdp_ged="1", acled="1", gtd="1"),
        term(
            "settlement", "Town or village", "A town or village; its centre is used.", ucdp_ged="1", acled="1", gtd="1"
        ),
        term(
            "near",
            "Near a place",
            "Within about 25 km of a known place.",
            ucdp_ged="2",
            acled="2",
            gtd="1",
            gtd_vicinity="1",
        ),
        term("adm2", "District", "A district; its centre is used.", ucdp_ged="3", acled="2", gtd="3"),
        term("adm1", "Province", "A province; its centre is used.", ucdp_ged="4", acled="3", gtd="4"),
        term("region", "Region", "A part of a country, a border or a road.", ucdp_ged="5", acled="3", gtd="4, 5"),
        term("country", "Country", "The country only.", ucdp_ged="6", acled="3", gtd="5"),
        term("sea_air", "Sea or air", "International water or airspace.", ucdp_ged="7", acled="3", gtd="5"),
    ],
)

LOCATION_ROLE = Vocabulary(
    "location_role",
    "Role of the location",
    "What happened there.",
    [
        term("occurred", "Occurred here", "The act took place here."),
        term("launch", "Launch", "The weapon was fired from here."),
        term("impact", "Impact", "The weapon came down here."),
        term("target", "Target", "It was aimed here, hit or not."),
        term("interception", "Interception", "The weapon was stopped here."),
        term("found", "Found here", "Remains, a body or a device was found here."),
        term("other", "Other", "Tied to the incident in another way."),
    ],
)

PLACE_KIND = Vocabulary(
    "place_kind",
    "Kind of place",
    "What the named place is.",
    [
        term("country", "Country", "A country or territory with an ISO code."),
        term("adm1", "Province", "First-order subdivision."),
        term("adm2", "District", "Second-order subdivision."),
        term("adm3", "Subdistrict", "Third-order subdivision."),
        term("settlement", "Town or village", "A populated place."),
        term("neighbourhood", "Neighbourhood", "A part of a town."),
        term("zone", "Zone", "A bounded area, such as a closed government quarter."),
        term("site", "Site", "A compound, building or facility."),
        term("road", "Road", "A road or a stretch of it."),
        term("water", "Water", "A river, lake or sea."),
        term("region", "Region", "A named area without administrative borders."),
        term("other", "Other", "None of these."),
    ],
)

__all__ = [
    "LOCATION_ROLE",
    "PLACE_KIND",
    "PRECISION",
]
