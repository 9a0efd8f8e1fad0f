"""Options by which a question is narrowed down, said once for all the commands that ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from commitments.cli import completion

if TYPE_CHECKING:
    from commitments.ask.questions import Wanted

Several: TypeAlias = list[str] | None

CountryOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--country",
        "-c",
        metavar="NAME",
        autocompletion=completion.country,
        help="A party in any role, by any of its names; repeatable.",
    ),
]
TypeOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--type",
        "-t",
        metavar="TYPE",
        autocompletion=completion.guarantee,
        help="A type or family of guarantee; repeatable.",
    ),
]
BeneficiaryOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--beneficiary",
        metavar="NAME",
        autocompletion=completion.country,
        help="The side that is protected; repeatable.",
    ),
]
RoleOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--role",
        metavar="ROLE",
        autocompletion=completion.word_of("party-roles"),
        help="Part a party plays, such as lead; repeatable.",
    ),
]
StanceOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--stance",
        metavar="STANCE",
        autocompletion=completion.word_of("stances"),
        help="What was said, such as pledge; repeatable.",
    ),
]
MinStrengthOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--min-strength",
        metavar="STRENGTH",
        autocompletion=completion.word_of("strengths"),
        help="This firm or firmer, such as declared.",
    ),
]
StatusOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--status",
        metavar="STATUS",
        autocompletion=completion.word_of("lifecycle-statuses"),
        help="What came of it, as last seen; repeatable.",
    ),
]
InstrumentOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--instrument",
        metavar="ID",
        autocompletion=completion.instrument,
        help="Id or title of the instrument it stands on; repeatable.",
    ),
]
ConditionOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--condition",
        metavar="KIND",
        autocompletion=completion.word_of("condition-kinds"),
        help="What it hangs on: ceasefire-in-force, backstop:USA; repeatable.",
    ),
]
DomainOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--domain",
        metavar="DOMAIN",
        autocompletion=completion.word_of("domains"),
        help="Where forces act: land, air, maritime; repeatable.",
    ),
]
VoiceOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--voice",
        metavar="VOICE",
        autocompletion=completion.word_of("voices"),
        help="Whose words it rests on: own, press; repeatable.",
    ),
]
VerificationOption: TypeAlias = Annotated[
    Several,
    typer.Option(
        "--verification",
        metavar="CHECK",
        autocompletion=completion.word_of("verifications"),
        help="exact, normalised or cited-only; repeatable.",
    ),
]
DisputedOption: TypeAlias = Annotated[bool, typer.Option("--disputed", help="Only that on which sources differ.")]
SinceOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Stated on this date or later: 2026, 2026-01 or 2026-01-06."),
]
UntilOption: TypeAlias = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Stated on this date or earlier.")
]
HappenedSinceOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Happened on this date or later: 2026, 2026-01 or 2026-01-06."),
]
HappenedUntilOption: TypeAlias = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Happened on this date or earlier.")
]
AsOfOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What stood on that day; where dates leave it open, it says so."),
]


def wanted(**given: Any) -> Wanted:  # noqa: ANN401 -- values of options
    """Put what the options hold into a question; what was not given narrows nothing down."""
    from commitments.ask.questions import Wanted

    kept: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in given.items() if value is not None
    }
    return Wanted(**kept)
