"""What is decided as it is opened: a paper that was printed during the visit, and 秒批, what all rules allow."""

from dataclasses import dataclass
from typing import Final

from hall.cases.ledger import Actor
from hall.cases.states import CaseState
from hall.catalogue import Item
from offline_cache.wire import RuleVerdict, SubmissionBody

RULES: Final = Actor("rules", "rules")
_SYSTEM: Final = Actor("system", "system")
_PRINTED: Final = frozenset({"印", "查"})
_LOOKED_AT: Final = frozenset({"scan", "original", "later"})
"""papers that no rule can read"""


@dataclass(frozen=True)
class AtOnce:
    """The states from RECEIVED to the last, by whom, and what the citizen reads there."""

    states: tuple[CaseState, ...]
    actor: Actor
    action: str
    note: str


def decided_at_once(body: SubmissionBody, item: Item) -> AtOnce | None:
    """None: a person decides. So it is wherever the rules were not sure, and where the customer asked for one."""
    through = (CaseState.ACCEPTED, CaseState.REVIEWING, CaseState.APPROVED)
    if item.instant and item.kind in _PRINTED:
        return AtOnce((*through, CaseState.CLOSED), _SYSTEM, "instant", "当场打印，已办结")
    granted = _granted(body)
    if granted is None:
        return None
    note = f"规则都符合，按规则批准（{granted.rule_set} 第 {granted.version} 版）"
    return AtOnce((*through, CaseState.CLOSED) if item.instant else through, RULES, "by-rules", note)


def _granted(body: SubmissionBody) -> RuleVerdict | None:
    """The verdict on a single item, if every rule is met and nothing is left to look at."""
    if body.members or len(body.verdicts) != 1 or any(one.source in _LOOKED_AT for one in body.materials):
        return None
    verdict = body.verdicts[0]
    is_met = verdict.outcome == "granted" and verdict.item == body.item_code and not verdict.review_asked
    return verdict if is_met else None
