"""What stands in the tables of the public record? Owns every table and column but the flat ones, ``public/columns.py``.

The public record of an incident is one document. As tables it is a flat row (``public/columns.py``) and the tables
here, each row of which names its incident. ``key`` is the list of the document that a table is, ``path`` where a column
stands in its row. What is not declared here is in no file. Texts of articles, confidential notes and names of anonymous
speakers are in no document, so that they cannot be in a table; cited words are as long as the document has them.
"""

from typing import Final

from incidents.codebook import documents, evidence, incident, means, places, publication
from incidents.codebook.table import (
    DERIVED,
    INCIDENT,
    NEVER,
    NOT_STATED,
    NUMBERED,
    Table,
    TableColumn,
    actor,
    code,
    count,
    date,
    names_row,
    several,
    text,
    to,
    whole,
    yes_no,
)

_NO_POINT: Final = "No point is known or published."

DETAILS = Table(
    "details",
    "Details",
    "One row an incident: what its record says beside the columns of the flat file, such as the time of day.",
    "",
    (
        INCIDENT,
        text("format", "Format", "The shape of the document; it changes when a key changes its meaning.",
             blank=NEVER, source=NUMBERED),
        code("time_kind", incident.TIME_KIND),
        TableColumn("time_start", "Time, from", "The time of day at the place, or the begin of the window.", "time",
                    "local time, HH:MM"),
        TableColumn("time_end", "Time, to", "The end of the window.", "time", "local time, HH:MM",
                    "The time is no window, or its end is not stated."),
        code("part_of_day", incident.PART_OF_DAY, blank=NOT_STATED),
        text("time_text", "Time in words", "The source's own words for the time."),
        text("timezone", "Time zone", "In which the local date and time are.", unit="IANA name",
             blank="Not noted; dates are local all the same."),
        text("verification_note", "Why so verified", "Why the verification is what it is.",
             blank="Nobody here has assessed it, or nothing is to be added."),
        code("sensitivity", incident.SENSITIVITY, blank=NEVER),
        text("codebook_version", "Codebook", "The version of the codebook it was coded with.", unit="version",
             blank=NEVER, source="Set when the coding began."),
        TableColumn("point", "Point", "The public point: latitude, longitude, radius and precision, as in the flat "
                    "columns of these names.", "object", "object", _NO_POINT, DERIVED),
        text("previous_sha256", "Hash of the version before", "SHA-256 of the document of the version before; it "
             "chains the versions.", unit="hexadecimal", blank="This is the first version.", source=NUMBERED),
    ),
    ("incident",),
)  # fmt: skip

FIGURES = Table(
    "figures",
    "Figures",
    "One figure of the toll: how many people of one group were harmed in one way, from all current accounts. Killed "
    "and injured are always there; another kind of harm is there where an account speaks of it.",
    "cells",
    (
        INCIDENT,
        code("harm", evidence.HARM, blank=NEVER, source=DERIVED),
        code("group", evidence.GROUP, blank=NEVER, source=DERIVED),
        code("state", publication.FIGURE_STATE, blank=NEVER, source=DERIVED),
        whole("low", "Low", "The lowest figure by the accounts.", unit="persons", source=DERIVED,
              blank="No floor is known: see the state. It is not zero."),
        whole("best", "Best", "The best figure by the rule.", unit="persons", source=DERIVED,
              blank="No single figure can be given: see the state. It is not zero."),
        whole("high", "High", "The highest figure by the accounts.", unit="persons", source=DERIVED,
              blank="No ceiling is known: see the state. It is not zero."),
        code("rule", publication.FIGURE_RULE, blank="There is no figure for a rule to find.", source=DERIVED),
        whole("origins", "Independent accounts", "How many accounts it rests on, copies of one origin counted once.",
              unit="count", blank=NEVER, source=DERIVED),
        TableColumn("contested", "Contested", "Whether independent accounts give different figures.", "yes_no",
                    "true or false", NEVER, DERIVED),
        text("reason", "Reason", "Why an editor set the figure.", blank="No editor set it."),
    ),
    ("incident", "harm", "group"),
)  # fmt: skip

LOCATIONS = Table(
    "locations",
    "Locations",
    "A place and what happened there. Where the place is sensitive there is the district or province alone, or none.",
    "locations",
    (
        INCIDENT,
        names_row("location"),
        code("role", places.LOCATION_ROLE, blank=NEVER),
        yes_no("is_primary", "Primary", "Whether the incident is placed here; one location is, never a launch site."),
        code("precision", places.PRECISION, blank=NEVER),
        code("certainty", incident.CERTAINTY, blank=NEVER),
        text("relation_text", "Relation to the place", "As worded, such as “across the street from”.",
             blank="It is the place itself, or is not published."),
        TableColumn("latitude", "Latitude", "Of the location, else of its place.", "degrees", "degrees (WGS 84)",
                    _NO_POINT),
        TableColumn("longitude", "Longitude", "Of the location, else of its place.", "degrees", "degrees (WGS 84)",
                    _NO_POINT),
        whole("radius_m", "Radius", "How far from the point the truth may lie.", unit="metres",
              blank=_NO_POINT),
        text("place", "Place", "The name of the place.", blank=NEVER, path="place.name"),
        code("place_kind", places.PLACE_KIND, blank=NEVER, path="place.kind"),
        text("place_description", "About the place", "What a reader should know of it.", blank="Nothing is noted.",
             path="place.description"),
        text("country", "Country of the place", "Where it is noted on the place itself.",
             unit="ISO 3166-1 alpha-2", blank="It follows from what the place lies in, or it is in no country.",
             path="place.country"),
        text("iso_3166_2", "Province, code", "For a province.", unit="ISO 3166-2",
             blank="It is no province, or has no code.", path="place.iso_3166_2"),
        text("pcode", "P-code", "OCHA's code of the place, with its edition.", blank="None is noted.",
             path="place.pcode"),
        several("within", "Lies in", "What the place lies in, nearest first.", "In nothing that is noted.",
                path="place.within"),
    ),
)  # fmt: skip

WEAPONS = Table(
    "weapons",
    "Weapons",
    "A group of munitions, or a means, on either side: four rockets, of which one hit a school, are two rows.",
    "weapons",
    (
        INCIDENT,
        names_row("weapon_use"),
        code("side", means.WEAPON_SIDE, blank=NEVER),
        code("type", means.WEAPON_TYPE, blank=NEVER),
        text("model", "Model", "The make or model, as reported."),
        text("platform", "Platform", "What it was fired from, as reported."),
        *count("items", unsaid="No source gives a number."),
        code("outcome", means.WEAPON_OUTCOME),
        text("note", "Note", "What else is to be known of it.", blank="Nothing is noted."),
        to("subset_of", "weapons", "Part of", "The group this one is a part of; a part is never added to the whole.",
            "It is a whole."),
        to("origin", "locations", "From", "Where it was fired.", "Not stated, or not published."),
        to("endpoint", "locations", "To", "Where it came down or was stopped.", "Not stated, or not published."),
        to("target", "targets", "Target", "What it was aimed at or struck.", "Not stated."),
    ),
)  # fmt: skip

TARGETS = Table(
    "targets",
    "Targets",
    "What was aimed at or struck; the two are told apart by the role.",
    "targets",
    (
        INCIDENT,
        names_row("target"),
        text("name", "Name", "As described.", blank="It is described by its type alone."),
        code("type", means.TARGET_TYPE, blank=NEVER),
        code("role", means.TARGET_ROLE, blank=NEVER),
        text("nationality", "Nationality", "Of the people or the owner.", unit="ISO 3166-1 alpha-2"),
        code("damage", means.DAMAGE),
        text("damage_text", "Damage in words", "The damage as reported."),
        text("note", "Note", "What else is to be known of it.", blank="Nothing is noted."),
        code("certainty", incident.CERTAINTY, blank=NEVER),
        to("location", "locations", "Location", "Where it stands.", "Not stated, or not published."),
        *actor("actor", "actor.", "its owner or user", "Not stated."),
    ),
)  # fmt: skip

STATEMENTS = Table(
    "statements",
    "Statements",
    "What somebody said: who did it, who denies it, what happened, what will follow. Every figure has its statement.",
    "statements",
    (
        INCIDENT,
        names_row("statement"),
        code("kind", evidence.STATEMENT_KIND, blank=NEVER),
        code("voice", evidence.VOICE, blank=NEVER),
        yes_no("about_incident", "About this incident", "Whether it speaks of this incident; else of a series alone."),
        code("about_certainty", evidence.ABOUT_CERTAINTY, blank=NEVER),
        text("speaker_text", "Speaker as described", "As the source describes who said it.",
             blank="The names say it, or the article itself speaks."),
        text("accused_text", "Accused in words", "The speaker's own words for whom it accuses.",
             blank="It accuses nobody, or names them."),
        code("wording", evidence.WORDING, blank="It is no attribution."),
        text("alleged_motive", "Alleged motive", "Why they did it, according to this speaker.",
             blank="The speaker says nothing of it."),
        code("channel", evidence.CHANNEL, blank=NOT_STATED),
        text("channel_name", "Name of the channel", "Such as the platform or the programme."),
        date("said_edtf", "Said", "When it was said."),
        code("basis", evidence.STATEMENT_BASIS, blank="It carries no figure."),
        code("status", evidence.STATEMENT_STATUS, blank=NEVER),
        to("series", "series", "Series", "The series it speaks of.", "It speaks of no series."),
        to("original", "articles", "Original", "The post or document itself.", "It is known through reports."),
        to("repeats", "statements", "Repeats", "The statement it is another outlet's version of: one origin.",
            "It is an origin of its own."),
        several("speakers", "Speakers", "Who said it first. An anonymous speaker is never named.",
                "The article itself speaks, or nobody is named.", path="speakers.name"),
        several("accused", "Accused", "Whom it accuses. An accusation is not a finding.", "It accuses nobody by name.",
                path="accused.name"),
        text("on_behalf_of", "On behalf of", "For whom the speaker spoke.", blank="For itself.",
             path="on_behalf_of.name"),
        text("relayed_by", "Relayed by", "Who passed it on.", blank="The article heard it from the speaker.",
             path="relayed_by.name"),
        text("addressee", "Addressee", "To whom it was said.", blank="To the public.", path="addressee.name"),
        text("said_place", "Said at", "Where it was said."),
    ),
)  # fmt: skip

STATEMENT_ACTORS = Table(
    "statement_actors",
    "Actors of statements",
    "An actor in a statement, with the part it has there. An accusation is not a finding.",
    "statements",
    (
        INCIDENT,
        names_row("statement_actor"),
        to("statement", "statements", "Statement", "The statement.", NEVER, source=NUMBERED),
        text("part", "Part", "The part in the statement: speakers, accused, on_behalf_of, relayed_by or addressee.",
             unit="one of five words", blank=NEVER, source=NUMBERED),
        *actor("", "", "the actor", NEVER),
    ),
    parts=("speakers", "accused", "on_behalf_of", "relayed_by", "addressee"),
    prefix="statement_actor",
)  # fmt: skip

CASUALTIES = Table(
    "casualties",
    "Casualties",
    "One line of the toll as one voice gave it. Accounts differ: never add them up; the figures follow from them all.",
    "casualty_counts",
    (
        INCIDENT,
        names_row("casualty_count"),
        to("statement", "statements", "Statement", "Whose account it is.", NEVER),
        to("scope", "weapons", "Part", "The part of the incident it speaks for.", "The whole incident."),
        to("involvement", "involvements", "Whose people", "The side the people belonged to.", "Not stated."),
        code("harm", evidence.HARM, blank=NEVER),
        code("group", evidence.GROUP, blank=NEVER),
        code("age", evidence.AGE),
        code("sex", evidence.SEX),
        text("nationality", "Nationality", "Of the people.", unit="ISO 3166-1 alpha-2"),
        *count("persons", unsaid=NEVER),
        yes_no("of_which", "Of which", "Whether it is a part of another line of the statement: shown, never added."),
        code("severity", evidence.SEVERITY),
        code("mechanism", evidence.MECHANISM),
    ),
)  # fmt: skip

INVOLVEMENTS = Table(
    "involvements",
    "Involvements",
    "Who took part or was there. It never says who is to blame; statements do.",
    "involvements",
    (
        INCIDENT,
        names_row("involvement"),
        code("role", incident.INVOLVEMENT_ROLE, blank=NEVER),
        code("certainty", incident.CERTAINTY, blank=NEVER),
        *actor("actor", "actor.", "the one involved", NEVER),
    ),
)  # fmt: skip

RELATIONS = Table(
    "relations",
    "Relations",
    "A tie to a series, or to another published incident.",
    "relations",
    (
        INCIDENT,
        names_row("relation"),
        code("kind", incident.RELATION_KIND, blank=NEVER),
        code("certainty", incident.CERTAINTY, blank=NEVER),
        text("to_incident", "To incident", "The code of the other incident; it need not be in the same files.",
             blank="It leads to a series.", references="incidents.code", leads_out=True),
        to("to_series", "series", "To series", "The series.", "It leads to an incident."),
        to("asserted_by", "statements", "According to", "Whose word the tie is.", "The analysts'."),
    ),
)  # fmt: skip

SERIES = Table(
    "series",
    "Series",
    "A run of incidents that somebody speaks of as one.",
    "series",
    (
        INCIDENT,
        names_row("series"),
        text("name", "Name", "The name of the series, the same in every incident.", blank=NEVER),
        text("definition", "Definition", "What makes an incident a member.", blank="None is written."),
        date("period_edtf", "Period", "From when to when it runs."),
        text("parent", "Part of", "The series it is a part of.", blank="Of none."),
    ),
)  # fmt: skip

NOTES = Table(
    "notes",
    "Notes",
    "What fits no field, in the project's own words, so that nothing is dropped.",
    "notes",
    (
        INCIDENT,
        names_row("note"),
        code("kind", incident.NOTE_KIND, blank=NEVER),
        text("body", "Text", "The note.", blank=NEVER),
        date("date_edtf", "Date", "The day the note speaks of."),
    ),
)  # fmt: skip

EXTERNAL_IDS = Table(
    "external_ids",
    "Ids in other datasets",
    "The incident in another dataset. Where the place of the incident is sensitive there is none.",
    "external_ids",
    (
        INCIDENT,
        code("scheme", incident.EXTERNAL_SCHEME, blank=NEVER),
        text("value", "Id", "The id there.", blank=NEVER),
        text("dataset_version", "Version", "The version of that dataset.", blank="Not noted."),
        TableColumn("record", "Row", "The row as it came, cell by cell, so that nothing of it is lost.", "object",
                    "JSON object", "Only the id is known, or the dataset does not let its rows be passed on.",
                    "Copied from the dataset."),
    ),
    ("incident", "scheme", "value"),
)  # fmt: skip

ARTICLES = Table(
    "articles",
    "Articles",
    "A document that the record cites, the original of a statement, or what a cited copy is a copy of. Texts of "
    "articles are not published; cited words are, up to 300 characters.",
    "articles",
    (
        INCIDENT,
        names_row("article"),
        code("kind", documents.ARTICLE_KIND, blank=NEVER),
        text("title", "Title", "The headline as printed.", blank="The copy has none."),
        date("published_edtf", "Published", "The day it was published."),
        TableColumn("published_at", "Published at", "The full time, where the source gives one.", "moment",
                    "moment, ISO 8601, UTC"),
        text("language", "Language", "Of the text.", unit="BCP 47"),
        text("dateline", "Dateline", "As printed.", blank="The copy has none, or it is not published."),
        text("byline", "Byline", "As printed.", blank="See the state of the byline."),
        code("byline_state", documents.BYLINE_STATE, blank=NEVER),
        text("url", "Address", "Where it was found.", unit="web address", blank="Not on the web, or not known."),
        text("archive_url", "Archived", "A saved copy.", unit="web address", blank="None is known."),
        code("holding", documents.HOLDING, blank=NEVER),
        text("note", "Note", "What is odd about this copy.", blank="Nothing is noted."),
        text("publisher", "Publisher", "Who published this copy.", blank="The copy does not say.",
             path="publisher.name"),
        code("publisher_kind", documents.PUBLISHER_KIND, blank="The copy names no publisher.", path="publisher.kind"),
        code("publisher_reach", documents.REACH, path="publisher.reach"),
        text("publisher_country", "Country of the publisher", "Where it has its seat.", unit="ISO 3166-1 alpha-2",
             path="publisher.country"),
        text("publisher_url", "Site of the publisher", "Its own address.", unit="web address", path="publisher.url"),
        to("republishes", "articles", "Copy of", "The article this is a copy or translation of: copies are never "
            "counted as independent.", "It is no copy that is known."),
    ),
)  # fmt: skip

CITATIONS = Table(
    "citations",
    "Citations",
    "What carries a value: the article, and the words in it.",
    "citations",
    (
        INCIDENT,
        names_row("citation"),
        to("article", "articles", "Article", "The article that is cited.", NEVER),
        TableColumn("record", "Row", "The row it bears on, of any table of the same incident.", "reference",
                    "reference", "The incident itself."),
        text("field", "Field", "The field of that row.", blank="The row as a whole."),
        code("basis", evidence.CITATION_BASIS, blank=NEVER),
        code("stance", evidence.STANCE, blank=NEVER),
        text("value", "Value", "What this source says, where it differs from the adopted value.",
             blank="It says what the record says."),
        text("exact", "Words", "The quoted words; longer ones end in an ellipsis after 300 characters.",
             blank="No words say it: see the basis."),
        whole("start", "From", "Where the words begin in the text of the article, counted from 0.",
              unit="characters", blank="The place of the words is not known, or the text is not held."),
        whole("end", "To", "Where the words end, excluded.",
              unit="characters", blank="The place of the words is not known, or the text is not held."),
        text("comment", "Comment", "How it was read or worked out.", blank="Nothing is noted."),
    ),
    prefix="citation",
)  # fmt: skip

TABLES: Final = (
    DETAILS, FIGURES, LOCATIONS, WEAPONS, TARGETS, STATEMENTS, STATEMENT_ACTORS, CASUALTIES, INVOLVEMENTS, RELATIONS,
    SERIES, NOTES, EXTERNAL_IDS, ARTICLES, CITATIONS,
)  # fmt: skip
"""Every table, in the order of the codebook and of the data package, which has a file for each."""
