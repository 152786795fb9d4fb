"""What do the codes of publishers and articles mean? (SCHEMA 3.1 and 3.2)"""

from incidents.codebook.vocabulary import Vocabulary, term

PUBLISHER_KIND = Vocabulary(
    "publisher_kind",
    "Kind of publisher",
    "What sort of body puts the document out.",
    [
        term("newspaper", "Newspaper", "A printed daily or weekly, and its site."),
        term("news_agency", "News agency", "A wire service whose stories others reprint."),
        term("broadcaster", "Broadcaster", "Radio or television, and its site."),
        term("online_media", "Online media", "A news outlet that exists only on the web."),
        term("government", "Government", "A civilian state body speaking for itself."),
        term("military", "Military", "An armed force of a state, or its press office."),
        term("intergovernmental", "Intergovernmental", "A body of several states, such as a UN agency."),
        term("ngo_monitor", "NGO or monitor", "A non-governmental organisation that records or verifies events."),
        term("armed_group_media", "Armed group media", "A channel run by or for an armed group."),
        term("social_account", "Social account", "A person's or body's account on a platform."),
        term("aggregator", "Aggregator", "A site that reprints what others wrote."),
        term("academic", "Academic", "A university, a journal or a research dataset."),
        term("other", "Other", "None of these."),
    ],
)

REACH = Vocabulary(
    "reach",
    "Reach",
    "How far the publisher's audience extends.",
    [
        term("local", "Local", "One town or district.", acled="Local partner, Subnational"),
        term("subnational", "Subnational", "A province or part of a country.", acled="Subnational"),
        term("national", "National", "One country.", acled="National"),
        term("regional", "Regional", "Several neighbouring countries.", acled="Regional"),
        term("international", "International", "Readers in any country.", acled="International"),
    ],
)

ARTICLE_KIND = Vocabulary(
    "article_kind",
    "Kind of document",
    "The form in which it was published.",
    [
        term("news_article", "News article", "A story written for a newspaper, site or broadcaster."),
        term("agency_wire", "Agency wire", "A news agency's own story."),
        term("social_post", "Social media post", "A post on a platform."),
        term("statement", "Statement", "A written statement or communiqué."),
        term("press_briefing", "Press briefing", "A transcript or record of a briefing."),
        term("broadcast", "Broadcast", "A radio or television item."),
        term("report", "Report", "A longer study or a monitor's report."),
        term("dataset_record", "Dataset record", "Rows of another dataset, cited as a source."),
        term("image_video", "Image or video", "Footage or a photograph."),
        term("other", "Other", "None of these."),
    ],
)

BYLINE_STATE = Vocabulary(
    "byline_state",
    "Byline",
    "Whether the copy in hand names its author.",
    [
        term("present", "Present", "The copy names an author."),
        term("unsigned", "Unsigned", "It was published without a name."),
        term("absent_in_copy", "Absent in this copy", "There was a byline, but this copy has lost it."),
        term("unknown", "Not known", "Nobody has looked, or it cannot be told."),
    ],
)

HOLDING = Vocabulary(
    "holding",
    "What is held",
    "How much of the document the project keeps.",
    [
        term("full_text", "Full text", "The whole text is kept, and quotes are checked against it."),
        term("excerpt", "Excerpt", "Only a part of the text is kept."),
        term("reference_only", "Reference only", "It is cited, and none of its text is kept."),
    ],
)

TRIAGE = Vocabulary(
    "triage",
    "Triage",
    "Where the document stands in the reading queue.",
    [
        term("new", "New", "Nobody has read it."),
        term("relevant", "Relevant", "It reports an incident and waits to be coded."),
        term("irrelevant", "Not an incident", "It was read and reports no incident in scope."),
        term("coded", "Coded", "Everything in scope has been coded."),
    ],
)

__all__ = ["ARTICLE_KIND", "BYLINE_STATE", "HOLDING", "PUBLISHER_KIND", "REACH", "TRIAGE"]
