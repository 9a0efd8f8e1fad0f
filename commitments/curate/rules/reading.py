"""Pages for the codes that no rule over records gives: files, their YAML and shape, comments to the checks, history."""

from __future__ import annotations

from commitments.curate.problems import Explanation, explain
from commitments.findings import Severity

PAGES: tuple[Explanation, ...] = (
    explain(
        "Y101",
        """A file is written in UTF-8.

    Why: bytes that are not UTF-8 would be read as other letters on another machine.
    Bad: a file saved as Windows-1256 or Latin-1.
    Good: the same file saved as UTF-8.
    """,
    ),
    explain(
        "Y102",
        """A file begins with its first letter.

    Why: a byte order mark is invisible, and other tools take it for part of the first field's name.
    Bad: a file saved as "UTF-8 with BOM".
    Good: a file saved as "UTF-8".
    """,
    ),
    explain(
        "Y103",
        """A text holds no control characters.

    Why: they can hide text, move a terminal's cursor, or end a text early.
    Bad: a text with a NUL, an escape character, a carriage return alone, or a byte order mark inside.
    Good: printed letters, spaces and line ends.
    """,
    ),
    explain(
        "Y104",
        """A text does not override the direction of writing.

    Why: with U+202A to U+202E and U+2066 to U+2069 a reviewer sees other words than the machine reads.
    Bad: a quotation wrapped in U+202B and U+202C.
    Good: plain Arabic text; its direction is known without marks.
    """,
    ),
    explain(
        "Y105",
        """A file holds spaces and no tabs.

    Why: YAML does not allow tabs in indentation, parsers differ elsewhere, and editors show them in different widths.
    Bad: a tab before `- {actor: GBR}`, or after `stance:`.
    Good: spaces.
    """,
    ),
    explain(
        "Y106",
        """A file says something.

    Why: an empty file was probably saved by mistake.
    Bad: a file with nothing but comments.
    Good: one record.
    """,
    ),
    explain(
        "Y107",
        """A file holds one record: fields and their values.

    Why: a record is found by the name of its file.
    Bad: a file that begins with `- `, or that holds a single word.
    Good: `id: ...` and the other fields, one on a line.
    """,
    ),
    explain(
        "Y108",
        """Nothing is named for use elsewhere.

    Why: with anchors a value can stand in a place where no reviewer sees it.
    Bad: `parties: &both`.
    Good: the value itself; text that begins with & stands in quotes.
    """,
    ),
    explain(
        "Y109",
        """Nothing stands for a value written elsewhere.

    Why: a few lines of aliases can stand for more text than a machine can hold.
    Bad: `parties: *both`.
    Good: the value itself; text that begins with * stands in quotes.
    """,
    ),
    explain(
        "Y110",
        """A field stands once.

    Why: of two values one would be lost without a word.
    Bad: `stance:` on two lines of one record.
    Good: one of them.
    """,
    ),
    explain(
        "Y111",
        """No value asks for a type.

    Why: a tag can ask a program to build any object.
    Bad: `title: !!python/object:os.system`.
    Good: the value itself; text that begins with ! stands in quotes.
    """,
    ),
    explain(
        "Y112",
        """A file holds one document.

    Why: what follows a line of three hyphens would be another record without a file name.
    Bad: a second `---`.
    Good: a second file.
    """,
    ),
    explain(
        "Y113",
        """The name of a field is text.

    Why: `1:` and `true:` are read as a number and as a truth value.
    Bad: `2024: ...`.
    Good: a field that the schema knows.
    """,
    ),
    explain(
        "Y114",
        """No mapping is merged into another.

    Why: a merged value stands where no reviewer sees it.
    Bad: `<<: ...`.
    Good: the fields themselves.
    """,
    ),
    explain(
        "Y115",
        """Nothing is nested more than sixteen deep.

    Why: no record needs it, and very deep nesting can bring a program down.
    Bad: seventeen brackets in a row.
    Good: the model's own four or five levels.
    """,
    ),
    explain(
        "Y116",
        """A file is written in YAML.

    Why: what cannot be parsed cannot be read.
    Bad: `title: Paris: the talks`, where the second colon begins another field.
    Good: `title: "Paris: the talks"`.
    """,
    ),
    explain(
        "Y117",
        """A file has at most one mebibyte.

    Why: no record needs more; quotations are short.
    Bad: a whole article in `notes`.
    Good: the article in seeds/, a quotation in the record.
    """,
    ),
    explain(
        "Y118",
        """A file is a plain file that can be read.

    Why: what cannot be read cannot be checked.
    Bad: a file without read permission, a pipe, a device.
    Good: a plain file.
    """,
    ),
    explain(
        "Y119",
        """A file that is needed is there, and still there when it is read.

    Why: a file that vanishes, or a link to nothing, may be a record that is missed; without its word list no coded
    value can be judged.
    Bad: a link to a file that was deleted; a dataset without schema/vocabulary/stances.yaml.
    Good: the file itself.
    """,
    ),
    explain(
        "Y120",
        """A link stays inside the dataset.

    Why: a link out of it could show any file of the reader's machine.
    Bad: a link to /etc/passwd.
    Good: the file itself.
    """,
    ),
    explain(
        "Y121",
        """A file among the records is a record.

    Why: a record saved under another ending would be left out without a word.
    Bad: `deu-2026-01-forward-posture.yml`.
    Good: `deu-2026-01-forward-posture.yaml`.
    """,
    ),
    explain(
        "Y122",
        """A comment that silences a finding says which, and why.

    Why: the next reader must see that somebody looked, and what they saw.
    Bad: `# commitments: ignore[R411]`; `# commitments: ignore all`.
    Good: `# commitments: ignore[R411] the pledge itself is in the next sentence`, at the end of the line or alone on
    the line above it; several codes stand in the brackets with commas.
    """,
    ),
    explain(
        "Y123",
        """A comment that silences a finding has one to silence.

    Why: one that is left over would silence a later mistake that nobody has looked at.
    Bad: `# commitments: ignore[R411] ...` on a line where R411 finds nothing, or with a code that no rule has.
    Good: no comment, once the record is mended.
    """,
        Severity.WARNING,
    ),
    explain(
        "Y124",
        """What the database cannot hold, or a reader would be misled by, is not silenced.

    Why: without a readable file and a right shape (Y, S) there is no record; a wrong link or a shared id (X) is wrong
    for other records too; the database refuses other ids, unknown words, repeated ids and steps without their evidence
    (R101, R104, R204, R304); whether a quotation stands in its source (Q301, Q302, Q303) only a machine may say.
    Bad: `# commitments: ignore[R104] a new word`.
    Good: a word of the vocabulary.
    """,
    ),
    explain(
        "S001",
        """A required field is there, and has a value.

    Why: without it the record cannot be found, counted or traced.
    Bad: a commitment without `stance`; `parties: []`.
    Good: `stance: pledge`; one party or more.
    """,
    ),
    explain(
        "S002",
        """A field is one that the schema knows.

    Why: a misspelt field would be lost without a word.
    Bad: `condtions:`.
    Good: `conditions:`.
    """,
    ),
    explain(
        "S003",
        """A value is of the kind that its field asks for.

    Why: a number is not a text, and a text is not a list.
    Bad: `parties: GBR`; `title: 2026`.
    Good: `parties:` with a list under it; `title: "2026"`.
    """,
    ),
    explain(
        "S004",
        """A text says something.

    Why: an empty text looks like an answer and is none.
    Bad: `notes: ""`.
    Good: no `notes` at all.
    """,
    ),
    explain(
        "S005",
        """A date is one that the calendar has.

    Why: dates are compared; an impossible one sorts anywhere.
    Bad: `2025-02-30`, `1960-13-19`, `6 January 2026`.
    Good: `2025-02-28`; `2025-02` or `2025` where no more is known; `2025-01-06/..` for a span with an open end
    (ISO 8601-2, EDTF level 0).
    """,
    ),
    explain(
        "S006",
        """A text has the form that its field asks for.

    Why: ids, codes and addresses are read by machines.
    Bad: `id: Germany 2026`; `url: www.gov.uk`; `currency: euro`.
    Good: `id: deu-2026-01-forward-posture`; `url: https://www.gov.uk/`; `currency: EUR`.
    """,
    ),
    explain(
        "S007",
        """A number is not less than its field allows.

    Why: there are no minus five hubs.
    Bad: `count: -5`.
    Good: `count: 5`.
    """,
    ),
    explain(
        "S008",
        """Terms stand with a type that has them.

    Why: each kind of guarantee has particulars of its own; political support has none.
    Bad: `type: political-support` with `terms:`.
    Good: the particulars in `notes`, or the type that they belong to.
    """,
    ),
    explain(
        "X110",
        """An id never disappears (`commitments check --base REVISION`).

    Why: others have cited it, in papers and in links that nobody here can mend.
    Bad: a record that was removed, or whose file was renamed.
    Good: the record, with `replaced_by: ...` or `withdrawn: {on: 2026-11-23, reason: ...}`.
    """,
    ),
    explain(
        "X111",
        """A word that records have used never disappears (`commitments check --base REVISION`).

    Why: earlier releases use it, and their readers look up here what it meant.
    Bad: a term taken out of its list, while records of the earlier revision bear it.
    Good: the term, with a definition that says what to use instead.
    """,
    ),
)
