"""A source: a text that tells of commitments."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from commitments.model.fields import Date, Language, SeedFile, Sha256, Slug, SourceRef, Strict, Text, Url, Word


class Archive(Strict):
    """A source text kept in seeds/, byte for byte as it was obtained."""

    file: SeedFile = Field(description="name of the file in seeds/", examples=["000_4ec1b37fe34376e5.txt"])
    sha256: Sha256 = Field(
        description="sha256 of its bytes; `commitments new source` writes it",
        examples=["9556370a33e6f066ee1fd9fc782b63cfb87c8495c0f54cabf9d239e2bcef1a0e"],
    )


class Source(Strict):
    """A text that tells of a commitment: who published it, when, and how far it can be trusted."""

    id: Slug = Field(description="same as the file's name; never changes", examples=["mustaqila-2026-01-07"])
    publisher: Text = Field(description="who published it", examples=["Al-Mustaqilla"])
    title: Text = Field(
        description="title as printed, or a short description in English",
        examples=["Paris talks: joint press conference"],
    )
    language: Language = Field(description="language of the text", examples=["ar"])
    published: Date | None = Field(None, description="date of publication", examples=["2026-01-07", "2026-01"])
    published_basis: Text | None = Field(
        None,
        description="how the date is known, where it is not printed",
        examples=["The text speaks of the talks of Tuesday as past."],
    )
    url: Url | None = Field(
        None, description="where it was published", examples=["https://www.example.org/news/paris-talks"]
    )
    archive_url: Url | None = Field(
        None,
        description="a public copy that stays",
        examples=["https://web.archive.org/web/2026/https://www.example.org/news/paris-talks"],
    )
    accessed: Date | None = Field(None, description="when it was last seen", examples=["2026-11-23"])
    source_class: Annotated[str, Word("source-classes")] = Field(
        alias="class", description="sort of source: official text, agency, newspaper …", examples=["national-media"]
    )
    grade: Annotated[str, Word("source-reliabilities")] = Field(
        description="Admiralty scale, A to F: how far the source can be trusted in general", examples=["B"]
    )
    archive: Archive | None = Field(
        None,
        description="the archived text in seeds/, against which quotations are checked",
        examples=[
            {
                "file": "000_4ec1b37fe34376e5.txt",
                "sha256": "9556370a33e6f066ee1fd9fc782b63cfb87c8495c0f54cabf9d239e2bcef1a0e",
            }
        ],
    )
    derived_from: SourceRef | None = Field(
        None, description="id of the source that it copies or translates", examples=["abc-whee-2026-01-07"]
    )
    notes: Text | None = Field(
        None,
        description="what a reader should know besides",
        examples=["The words name an example of what a contribution could be."],
    )
