"""What a briefing on an instrument says of the instrument itself: form, parties, steps in its legal life, drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from commitments.brief.footnotes import Footnotes
from commitments.brief.markdown import Markdown, Record, link, safe
from commitments.brief.phrasebook import Phrasebook
from commitments.brief.statements import capital
from commitments.model import dates


class Instrument(NamedTuple):
    """An instrument with all its parts, told in the words of a phrasebook."""

    paper: Record
    book: Phrasebook
    notes: Footnotes

    def particulars(self) -> Iterator[Markdown]:
        """One statement for each thing that is known of it, which leads to its record and its words."""
        yield capital(self._made())
        for role, parties in self._by_role().items():
            label = self.book.label("party-roles", role)
            yield self._labelled(label, self.book.separated("semicolon", parties), "signatories")
        for step in self.paper["legal_history"]:
            yield self._labelled(
                self.book.label("formalisation-steps", step["step"]), self._step(step), "legal_history"
            )
        for name in ("duration", "termination"):
            if self.paper[name]:
                yield self._labelled(self.book.say(name), self.paper[name], name)
        for change in self.paper["changes"]:
            told = self.book.say("drafted", draft=change["draft"], final=change["final"])
            yield self._labelled(self.book.say("draft_text"), told, "changes")

    def _labelled(self, label: str, text: str, field: str) -> Markdown:
        notes = self.notes.of(self.paper, on=field)
        return self.book.say("labelled", label=link(self.paper, label), text=text, notes=notes)

    def _made(self) -> Markdown:
        day = self.book.date(self.paper["date"]) if self.paper["date"] else None
        form = self.book.label("instrument-forms", self.paper["form"])
        return self.book.say(
            "made", made=self.book.separated("comma", filter(None, (form, self.paper["place"], day))),
            effect=self.book.label("bindingness", self.paper["bindingness"]),
            link=link(self.paper), notes=self.notes.of(self.paper, on="form"),
        )  # fmt: skip

    def _by_role(self) -> dict[str, list[Markdown]]:
        """Everyone who had a part in making it, those with the same part together."""
        by_role: dict[str, list[Markdown]] = {}
        for party in self.paper["signatories"]:
            by_role.setdefault(party["role"], []).append(self._party(party))
        return by_role

    def _party(self, party: Record) -> Markdown:
        actor = self.book.actor(party["actor"])
        acting = self.book.separated("comma", filter(None, (party["person"], party["office"])))
        return self.book.say("on_actor", label=actor, actor=acting) if acting else safe(actor)

    def _step(self, step: Record) -> Markdown:
        actor = self.book.actor(step["actor"]) if step["actor"] else None
        return self.book.separated("semicolon", filter(None, (self.book.date(step["date"]), actor, step["note"])))


def existing(papers: Iterable[Record], as_of: str | None) -> Iterator[Record]:
    """The instruments that there were on a day (YYYY-MM-DD), each without the steps that came later."""
    for paper in papers:
        if _had_come(paper["date"], as_of):
            yield {
                **paper,
                "legal_history": [step for step in paper["legal_history"] if _had_come(step["date"], as_of)],
            }


def _had_come(date: str | None, as_of: str | None) -> bool:
    return not as_of or (dates.earliest(date) or "") <= as_of
