"""The contract of every raw table: one pandera model each, to be read like the table's heading.

Import this package only where tables are checked: pandera takes 0.4 s to import.
"""

from helpers.data.schemas.base import Table
from helpers.data.schemas.coding import Areas, Criteria, Scores, Sortings
from helpers.data.schemas.evidence import Accounts, Evidence, Facts, Sources
from helpers.data.schemas.figures import (
    DutyRules,
    LossEstimates,
    Polls,
    Programmes,
    ProgrammeStatus,
    Series,
    SeriesMeta,
    Timeline,
    Unused,
)
from helpers.data.schemas.guides import Actors, Glossary
from helpers.data.schemas.register import Anchors, ClaimParts, Claims, Gaps, Premises, RuleChanges, Tensions
from helpers.data.schemas.updates import Corrections, Unshipped, Vintages, VintageValues

SCHEMAS: dict[str, type[Table]] = {
    "accounts": Accounts,
    "actors": Actors,
    "anchors": Anchors,
    "areas": Areas,
    "claim_parts": ClaimParts,
    "claims": Claims,
    "corrections": Corrections,
    "criteria": Criteria,
    "duty_rules": DutyRules,
    "evidence": Evidence,
    "facts": Facts,
    "gaps": Gaps,
    "glossary": Glossary,
    "loss_estimates": LossEstimates,
    "polls": Polls,
    "premises": Premises,
    "programme_status": ProgrammeStatus,
    "programmes": Programmes,
    "rule_changes": RuleChanges,
    "scores": Scores,
    "series": Series,
    "series_meta": SeriesMeta,
    "sortings": Sortings,
    "sources": Sources,
    "tensions": Tensions,
    "timeline": Timeline,
    "unshipped": Unshipped,
    "unused": Unused,
    "vintage_values": VintageValues,
    "vintages": Vintages,
}

__all__ = ["SCHEMAS", "Table"]
