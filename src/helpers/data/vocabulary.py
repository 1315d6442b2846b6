"""The closed vocabularies of the raw tables: every word that an enumerated column may hold.

A word that is missing here is refused by the contracts, so a new one is added here first, and to the
`enum` of its column in `data/raw/datapackage.json`. Orders are kept where a reader sees them (sections,
stances); the other tuples go from the common to the rare.
"""

from __future__ import annotations

# The body of the commentary, in its order, and how the ids of its claims begin.
SECTION_CODES: dict[str, str] = {
    "Executive Summary": "ES",
    "Major Integration Steps Before 2020": "PRE",
    "Divergent Interests of Russia and Belarus": "DIV",
    "Implementation Process": "IMP",
    "Strengthening of Russia's Influence": "INF",
    "Transition to the Second Stage of Integration, 2024–2026": "NXT",
    "Conclusions": "CON",
    "Recommendations": "REC",
}
SECTIONS: tuple[str, ...] = tuple(SECTION_CODES)

# Claims and their parts.
NORMATIVE = "normative"  # advice: no fact can settle it, so it has no parts
CLAIM_KINDS: tuple[str, ...] = (
    "event", "interpretation", "document", "state", "causal", "composition", "count", "trend",
    "ranking", "mechanism", NORMATIVE,
)
TEST_KINDS: tuple[str, ...] = (
    "text", "set", "stance", "sequence", "date", "mechanism", "ranking", "change", "trend", "count",
)

RELATIONS: tuple[str, ...] = ("cannot all hold", "pull against each other")

# Sources, and who speaks in a fact.
SOURCE_KINDS: tuple[str, ...] = ("news", "official", "report", "dataset", "treaty", "academic", "law")
PERSPECTIVES: tuple[str, ...] = (
    "belarus_state", "russia_state", "union_state", "russia_private", "belarus_independent", "ukraine",
    "western_state", "international_media", "other_media", "think_tank", "academic",
    "international_org", "legal_text",
)
READ_AS: tuple[str, ...] = ("page", "excerpt", "dataset", "secondhand")
# How the note of a source ends on which nothing rests: it was read, and is listed so that it is not
# sought again.
UNUSED_SOURCE = "Read, no row rests on it."

# Facts, gaps and how they bear on claims.
TOPICS: tuple[str, ...] = (
    "history", "influence", "implementation", "economy", "politics", "programmes", "gaps",
)
GAP_TOPICS: tuple[str, ...] = (*TOPICS, "coverage")
STANCES: tuple[str, ...] = ("supports", "qualifies", "context", "contradicts")
# Whether a fact says the very thing that a part asserts.
SAYS: tuple[str, ...] = ("yes", "no", "partly")
DIRECTNESS: tuple[str, ...] = ("direct", "indirect")
# What the audit of a fact against its sources can end in. No fact was found wrong, so no row says so
# yet; the word is kept, or a future audit could only report good news.
AUDIT_WORDS: tuple[str, ...] = ("exact", "corrected", "wrong", "source not reached")
AUDIT_DECISIVE = " (decisive)"  # ends the entry of a fact picked because it could flip a verdict
AUDITS: tuple[str, ...] = (*AUDIT_WORDS, *(word + AUDIT_DECISIVE for word in AUDIT_WORDS))

# Lanes of the time line, from the top down.
LANES: tuple[str, ...] = ("institutions", "economy", "energy", "finance", "defence")
FOR_TIMELINE = "timeline"  # how the note of a fact marks an event for it

# Dates. The last two precisions occur where a programme's state is reported without a day.
DATE_PRECISIONS: tuple[str, ...] = ("day", "month", "year")
STATUS_PRECISIONS: tuple[str, ...] = (*DATE_PRECISIONS, "not before", "unknown")

# Series. Of the aggregates, `WLD` is the world and `EUROPE` the market of the World Bank's gas price.
FREQUENCIES: tuple[str, ...] = (
    "annual", "irregular", "irregular, one row a public statement", "irregular, one row a vote",
    "monthly", "monthly, with gaps", "one value",
)
CHECK = "check"  # a value to be read with its note
FLAGS: tuple[str, ...] = ("before independence", CHECK)
AGGREGATES: tuple[str, ...] = ("WLD", "EUROPE")

# The union programmes; the export duty and what the manoeuvre was said to cost.
SECTORS: tuple[str, ...] = (
    "finance & payments", "energy", "trade, competition & consumer", "macroeconomic & monetary",
    "information systems & traceability", "transport", "industry & agriculture", "tax & customs",
    "social & labour", "other",
)
INSTRUMENTS: tuple[str, ...] = (
    "unify", "integrate information systems", "common policy", "common market", "converge",
    "harmonise", "mutual access",
)
STATUSES: tuple[str, ...] = ("not started", "postponed", "in progress", "near completion", "done")
DUTY_BASES: tuple[str, ...] = ("rate read", "rate read, base inferred", "factor inferred", "inferred")
LOSS_SCOPES: tuple[str, ...] = (
    "economy", "budget and refineries", "budget", "oil concern", "subsidy at stake",
)

POLL_POPULATIONS: tuple[str, ...] = ("national adults", "urban internet users")
POLL_MODES: tuple[str, ...] = ("face to face", "telephone", "online")

# What coders judge of the programmes.
CODERS: tuple[str, ...] = ("a", "b")
CRITERIA: tuple[str, ...] = (
    "supranational body", "binding alignment", "access to data", "fiscal or border competence", "exit cost",
)
SORTINGS: tuple[str, ...] = ("narrow", "wide")
FOCUS_AREAS: tuple[str, ...] = (
    "customs control", "taxation", "macroeconomic governance", "banking", "transport control", "other", "unknown",
)

# Who acts in facts. A group has no name, or none that it would use of itself.
ACTOR_KINDS: tuple[str, ...] = ("person", "body", "publisher", "state", "group")

YES_NO: tuple[str, ...] = ("yes", "no")
YES_NO_UNKNOWN: tuple[str, ...] = (*YES_NO, "unknown")

# ISO 639-1, and ISO 3166-1 alpha-3: all codes, so that `ua` for `uk` or `GER` for `DEU` is caught.
LANGUAGES: tuple[str, ...] = tuple(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie
    ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv
    mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm
    rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts
    tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 (a list of so many strings is longer and no clearer)
)
COUNTRIES: tuple[str, ...] = tuple(
    """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR
    BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL
    COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK
    FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV
    HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
    LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG
    MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN
    PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE
    SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO
    TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
    """.split()  # noqa: SIM905 (a list of so many strings is longer and no clearer)
)

# How a fetched vintage stands to the values of its series before: in their place, or as one more edition.
STANDS: tuple[str, ...] = ("instead", "beside")
