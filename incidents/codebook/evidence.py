"""What do the codes of statements, tolls and citations mean? (SCHEMA 2.2, 3.3, 3.10 and 3.11)"""

from incidents.codebook.vocabulary import Vocabulary, term

COUNT_KIND = Vocabulary(
    "count_kind",
    "How the number was put",
    "The expression the source used. No number is made up for storage.",
    [
        term("exact", "Exact", "A plain number."),
        term("at_least", "At least", "A floor: at least four, more than three."),
        term("at_most", "At most", "A ceiling: up to four."),
        term("about", "About", "An approximation: around ten."),
        term("range", "Range", "Two ends, one of which may be open, with or without a best."),
        term("words", "Words", "Several, dozens: the words are kept."),
        term("none", "None", "A source affirms there was nobody or nothing: a true zero."),
        term("none_reported", "None reported", "A source says no report had reached it. Not a zero."),
        term("unknown", "Not known", "A source says the number is not known."),
    ],
)

HARM = Vocabulary(
    "harm",
    "Harm",
    "What happened to the people.",
    [
        term("killed", "Killed", "Died of it.", acled="fatalities", gtd="nkill", ucdp_ged="best"),
        term("injured", "Injured", "Hurt and alive when reported.", gtd="nwound"),
        term("missing", "Missing", "Not found."),
        term("abducted", "Abducted", "Taken by force.", gtd="nhostkid"),
        term("detained", "Detained", "Held by an authority or a group."),
        term(
            "casualty_unspecified",
            "Casualties, kind not said",
            "The source says casualties and not whether dead or injured.",
        ),
    ],
)

GROUP = Vocabulary(
    "group",
    "Group",
    "Who the people were, as reported; not a finding in law.",
    [
        term(
            "all",
            "Not split",
            "The source does not split the figure.",
            acled="fatalities",
            gtd="nkill",
            ucdp_ged="best",
        ),
        term("civilian", "Civilians", "Reported as civilians.", ucdp_ged="deaths_civilians"),
        term("security_force", "Security forces", "Soldiers or police of a state.", ucdp_ged="deaths_a, deaths_b"),
        term(
            "armed_group",
            "Armed group members",
            "Fighters of a group that is not a state's.",
            ucdp_ged="deaths_a, deaths_b",
        ),
        term("perpetrator", "Perpetrators", "Those who carried out the attack.", gtd="nkillter, nwoundte"),
        term(
            "unknown",
            "Group not known",
            "A source counts them and cannot say who they were.",
            ucdp_ged="deaths_unknown",
        ),
    ],
)

AGE = Vocabulary(
    "age",
    "Age",
    "Age group as reported. Blank: not stated.",
    [
        term("child", "Child", "Under 18, or called a child."),
        term("adult", "Adult", "18 or older, or called an adult."),
        term("unknown", "Not known", "A source says it is not known."),
    ],
)

SEX = Vocabulary(
    "sex",
    "Sex",
    "As reported. Blank: not stated.",
    [
        term("female", "Female", "Reported as a woman or girl."),
        term("male", "Male", "Reported as a man or boy."),
        term("other", "Other", "Reported as neither."),
        term("unknown", "Not known", "A source says it is not known."),
    ],
)

SEVERITY = Vocabulary(
    "severity",
    "Severity",
    "How badly they were hurt, as reported.",
    [
        term("slight", "Slight", "Light injuries."),
        term("serious", "Serious", "Injuries that need hospital care."),
        term("critical", "Critical", "Injuries that threaten life."),
    ],
)

MECHANISM = Vocabulary(
    "mechanism",
    "Mechanism",
    "What caused the harm, as reported.",
    [
        term("blast", "Blast", "The pressure of an explosion."),
        term("shrapnel", "Shrapnel", "Fragments."),
        term("gunshot", "Gunshot", "Bullets."),
        term("collapse", "Collapse", "A structure that came down."),
        term("other", "Other", "Another cause."),
    ],
)

STATEMENT_KIND = Vocabulary(
    "statement_kind",
    "Kind of statement",
    "What the speaker does by saying it. The first five are attribution claims.",
    [
        term("claim_of_responsibility", "Claim of responsibility", "The speaker says: we did it."),
        term("accusation", "Accusation", "The speaker says who did it."),
        term("denial", "Denial", "The speaker says: it was not us, or not them."),
        term("assessment", "Assessment", "A judgement on who did it by an analyst, an inquiry or the publisher."),
        term("no_claim_reported", "No claim reported", "The absence of a claim, as of a date."),
        term("account", "Account", "What happened: tolls, damage, intent."),
        term("condemnation", "Condemnation", "The speaker condemns it."),
        term("warning", "Warning", "The speaker warns of what may follow."),
        term("response_position", "Position on a response", "What the speaker will or will not do about it."),
        term("appeal", "Appeal", "The speaker asks others to act."),
    ],
)

ATTRIBUTION_KINDS = ("claim_of_responsibility", "accusation", "denial", "assessment", "no_claim_reported")

VOICE = Vocabulary(
    "voice",
    "Voice",
    "How the speaker is identified.",
    [
        term("named", "Named", "A person or body is named."),
        term("unnamed", "Unnamed", "The body is named, the person is not."),
        term("anonymous", "Anonymous", "Neither is named, as in 'officials'."),
        term("publisher", "The publisher", "The article itself."),
    ],
)

ABOUT_CERTAINTY = Vocabulary(
    "about_certainty",
    "Certainty of what it is about",
    "How sure it is that the words mean this incident or series.",
    [
        term("explicit", "Explicit", "The words name it."),
        term("probable", "Probable", "They most likely mean it."),
        term("ambiguous", "Ambiguous", "They may mean it, a series, or both."),
    ],
)

WORDING = Vocabulary(
    "wording",
    "Certainty as worded",
    "How sure the speaker sounds.",
    [
        term("asserted", "Asserted", "Said as a fact."),
        term("probable", "Probable", "Said to be likely."),
        term("possible", "Possible", "Said to be possible."),
        term("disputed", "Disputed", "Reported as disputed."),
    ],
)

CHANNEL = Vocabulary(
    "channel",
    "Channel",
    "By what way it was said (GTD claimmode in the crosswalk).",
    [
        term("social_post", "Social media post", "A post on a platform.", gtd_claimmode="7"),
        term("press_briefing", "Press briefing", "Said to the press at a briefing.", gtd_claimmode="9"),
        term("written_statement", "Written statement", "A communiqué.", gtd_claimmode="9"),
        term("interview", "Interview", "Said in an interview.", gtd_claimmode="8"),
        term("broadcast", "Broadcast", "Said on radio or television.", gtd_claimmode="9"),
        term("call", "Telephone call", "Said by telephone.", gtd_claimmode="2, 3"),
        term("letter", "Letter", "Sent as a letter.", gtd_claimmode="1"),
        term("note_at_scene", "Note at the scene", "Left at the scene.", gtd_claimmode="5"),
        term("video", "Video", "A video message.", gtd_claimmode="6"),
        term("website", "Website", "Put on a website.", gtd_claimmode="7"),
        term("official_document", "Official document", "A report or a file of an authority.", gtd_claimmode="9"),
        term("to_reporter", "To a reporter", "Said to a reporter directly.", gtd_claimmode="9"),
        term("unknown", "Not known", "The source does not say how.", gtd_claimmode="10"),
    ],
)

STATEMENT_BASIS = Vocabulary(
    "statement_basis",
    "Basis of the account",
    "How near the account stands to the facts, in order of rank.",
    [
        term("official_record", "Official record", "A register or a document of record."),
        term("investigation", "Investigation", "A published inquiry."),
        term("authority_named", "Named authority", "An authority that gives its name."),
        term("media_or_witness", "Media or witness", "Reporters' own observation, or witnesses."),
        term("authority_anonymous", "Anonymous authority", "Officials who are not named."),
        term("opposing_party", "Opposing party", "A party with an interest against those it speaks of."),
        term("unsourced", "Unsourced", "The article does not say whence."),
    ],
)

STATEMENT_STATUS = Vocabulary(
    "statement_status",
    "Standing of the statement",
    "An editor's act, logged.",
    [
        term("current", "Current", "It stands."),
        term("superseded", "Superseded", "The same speaker has said otherwise since."),
        term("withdrawn", "Withdrawn", "The speaker or outlet took it back."),
        term("discounted", "Discounted", "Shown to be wrong; kept, not counted."),
    ],
)

CITATION_BASIS = Vocabulary(
    "citation_basis",
    "Basis of the citation",
    "How the value follows from the source.",
    [
        term("stated", "Stated", "The quoted words say it."),
        term("calculated", "Calculated", "Worked out from the words by a fixed rule."),
        term("inferred", "Inferred", "A reader's judgement."),
        term("outside", "From outside", "Known from elsewhere; the comment says where."),
    ],
)

STANCE = Vocabulary(
    "stance",
    "Stance",
    "How the source stands to the adopted value.",
    [
        term("supports", "Supports", "It says the same."),
        term("compatible", "Compatible", "It is vaguer, and not against it."),
        term("contradicts", "Contradicts", "It says otherwise."),
    ],
)

__all__ = [
    "ABOUT_CERTAINTY",
    "AGE",
    "ATTRIBUTION_KINDS",
    "CHANNEL",
    "CITATION_BASIS",
    "COUNT_KIND",
    "GROUP",
    "HARM",
    "MECHANISM",
    "SEVERITY",
    "SEX",
    "STANCE",
    "STATEMENT_BASIS",
    "STATEMENT_KIND",
    "STATEMENT_STATUS",
    "VOICE",
    "WORDING",
]
