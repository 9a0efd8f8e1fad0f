"""Do parties, stance, conditions and instrument fit together, so that nobody promises more than was said?"""

from __future__ import annotations

from collections.abc import Iterator

from commitments.curate.problems import Problem
from commitments.curate.rules.registry import Case, rule
from commitments.findings import Severity
from commitments.model.records import Commitment, Party
from commitments.model.roles import bound

PROMISES = frozenset({"pledge", "signed-intent", "signed-commitment"})
SIGNED = frozenset({"signed-intent", "signed-commitment"})
ROLE_OF_STANCE = {"objects": "objector", "threatens": "objector", "demands": "beneficiary"}
BYSTANDERS = frozenset({"attendee", "beneficiary", "mediator", "objector"})
PROMISING = frozenset({"guarantor", "lead", "co-lead"})
SIGNING = frozenset({"signatory", "adopter", "endorser"})
STATES = frozenset({"state", "territory"})
BINDING_STEPS = frozenset({"in-force", "provisionally-applied"})
WEAK = frozenset({"may", "proposed", "in-principle"})


@rule("R401", Commitment)
def attribution_fits_the_parties(case: Case[Commitment]) -> Iterator[Problem]:
    """The attribution fits the parties: one alone, each of several, or a body as a whole.

    Why: a coalition's text does not bind its members one by one, and must not be read as if it did.
    Bad: `attribution: individual` with two guarantors; a coalition without `attribution: collective`.
    Good: `each` where the text binds each party, `collective` where a body speaks.
    """
    attribution, promising = case.record.attribution, _promising(case.record)
    groups = [party for party in promising if _kind(case, party) == "coalition"]
    bodies = [party for party in promising if _kind(case, party) not in STATES]
    if attribution == "each" and len(promising) < 2:  # noqa: PLR2004 -- 'each' needs two
        yield Problem("'each' needs two parties or more", ("attribution",), "leave it out, or name the other parties")
    if attribution == "collective" and not bodies and len(promising) < 2:  # noqa: PLR2004 -- 'collective' needs a body or two
        yield Problem("'collective' needs a body, or two parties or more", ("attribution",), "leave it out")
    if attribution in {None, "individual"} and len(promising) > 1:
        yield Problem(f"{len(promising)} parties: how are they bound?", *_place(case, "each, collective or as-member"))
    if attribution in {None, "individual", "each"} and groups:
        yield Problem(f"{groups[0].actor} is a body of members", *_place(case, "write `attribution: collective`"))


@rule("R402", Commitment)
def role_fits_the_stance(case: Case[Commitment]) -> Iterator[Problem]:
    """Who objects or threatens is an objector, who demands is a beneficiary, and who promises is neither.

    Why: an objection must not be counted among guarantees, nor a demand among promises.
    Bad: `stance: objects` with `role: guarantor`.
    Good: `stance: objects` with `role: objector`.
    """
    role = ROLE_OF_STANCE.get(case.record.stance)
    if role and role not in {party.role for party in case.record.parties}:
        yield Problem(f"the stance '{case.record.stance}' needs a party in the role '{role}'", ("stance",))
    if case.record.stance in PROMISES and {party.role for party in case.record.parties} <= BYSTANDERS:
        yield Problem(
            "nobody in this record could promise anything",
            ("parties",),
            "give the party that promises its role",
            key=True,
        )


@rule("R403", Commitment)
def conditional_offer_names_its_condition(case: Case[Commitment]) -> Iterator[Problem]:
    """A conditional offer names a condition.

    Why: what it hangs on is the offer.
    Bad: `stance: conditional-offer` without `conditions`.
    Good: `conditions: [{kind: ceasefire-in-force, role: precondition}]`.
    """
    if case.record.stance == "conditional-offer" and not case.record.conditions:
        yield Problem("conditional on what?", ("stance",), "add `conditions`, or use another stance")


@rule("R404", Commitment)
def pledge_has_no_precondition(case: Case[Commitment]) -> Iterator[Problem]:
    """A pledge hangs on no precondition.

    Why: "will, if" is an offer, and weaker than "will".
    Bad: `stance: pledge` with a condition in the role `precondition`.
    Good: `stance: conditional-offer`; a trigger or a limit may stand beside a pledge.
    """
    for position, condition in enumerate(case.record.conditions):
        if case.record.stance == "pledge" and condition.role == "precondition":
            yield Problem(
                "a pledge with a precondition is a conditional offer", ("conditions", position), "change the stance"
            )


@rule("R405", Commitment)
def signed_stance_names_its_instrument(case: Case[Commitment]) -> Iterator[Problem]:
    """A signed intent or commitment names the instrument.

    Why: what was signed must be there to be read.
    Bad: `stance: signed-intent` without `instrument`.
    Good: `instrument: declaration-of-intent-2026-01-06`.
    """
    if case.record.stance in SIGNED and not case.record.instrument:
        yield Problem("signed on which paper?", ("stance",), "add `instrument`, or use the stance 'pledge'")


@rule("R406", Commitment)
def party_stands_once_in_a_role(case: Case[Commitment]) -> Iterator[Problem]:
    """A party stands once in each role.

    Why: a party named twice would count twice.
    Bad: two entries `{actor: GBR, role: guarantor}`.
    Good: one.
    """
    first: dict[tuple[str, str], int] = {}
    for position, party in enumerate(case.record.parties):
        part = (party.actor, party.role)
        if part in first:
            related = (case.entry.related(("parties", first[part]), "first here"),)
            yield Problem(
                f"{party.actor} stands here as {party.role} a second time", ("parties", position), related=related
            )
        first.setdefault(part, position)


@rule("R408", Commitment)
def binding_text_is_in_force(case: Case[Commitment]) -> Iterator[Problem]:
    """What binds under international law stands on an instrument that is in force.

    Why: a signature alone does not bind where ratification is still open.
    Bad: `bindingness: binding-international` on an instrument whose legal history ends with `signed`.
    Good: `bindingness: intended-binding` until the instrument is in force.
    """
    if case.record.bindingness != "binding-international":
        return
    instrument = case.corpus.instrument(case.record.instrument)
    if case.record.instrument and not instrument:
        return  # what is wrong with it is told where it stands
    if not instrument or not BINDING_STEPS & instrument.steps:
        yield Problem(
            "no instrument in force bears this",
            ("bindingness",),
            "add the legal history of the instrument, or write 'intended-binding'",
        )


@rule("R409", Commitment)
def signed_stance_is_that_of_a_signatory(case: Case[Commitment]) -> Iterator[Problem]:
    """Who has a signed stance signed, adopted or endorsed the instrument.

    Why: the United States attended Paris and signed nothing there.
    Bad: a guarantor that the instrument names as `attendee`, or not at all.
    Good: every guarantor stands among the instrument's signatories.
    """
    instrument = case.corpus.instrument(case.record.instrument)
    if not instrument or case.record.stance not in SIGNED or case.record.voice != "own":
        return
    signed = {actor for actor, role in instrument.signatories if role in SIGNING}
    for position, party in enumerate(case.record.parties):
        if party.role in PROMISING and party.actor not in signed:
            yield Problem(f"{party.actor} did not sign or adopt '{instrument.id}'", ("parties", position, "actor"))


@rule("R411", Commitment, severity=Severity.WARNING)
def firm_stance_has_no_weak_hedge(case: Case[Commitment]) -> Iterator[Problem]:
    """A pledge or signed commitment is not hedged with "may", "proposed" or "in principle".

    Why: a promise is only as strong as its words.
    Bad: `stance: pledge` with a hedge of the kind `may`.
    Good: `stance: under-consideration` or `conditional-offer`, whichever the words bear.
    """
    for position, hedge in enumerate(case.record.hedges):
        if case.record.stance in {"pledge", "signed-commitment"} and hedge.kind in WEAK:
            yield Problem(
                f"'{hedge.kind}' weakens the stance '{case.record.stance}'",
                ("hedges", position),
                "choose a weaker stance",
            )


def _promising(record: Commitment) -> list[Party]:
    """The parties that speak or promise, without those that are protected, host, look on or help."""
    roles = bound(party.role for party in record.parties)
    return [party for party in record.parties if party.role in roles] or list(record.parties)


def _kind(case: Case[Commitment], party: Party) -> str | None:
    actor = case.corpus.actor(party.actor)
    return actor.kind if actor else None


def _place(case: Case[Commitment], hint: str) -> tuple[tuple[str], str]:
    return ("attribution",) if case.record.attribution else ("parties",), hint
