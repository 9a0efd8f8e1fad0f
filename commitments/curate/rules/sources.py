"""Is the archived text of a source there, and unchanged?"""

from __future__ import annotations

from collections.abc import Iterator

from commitments.curate.cited import CitedSource
from commitments.curate.corpus import ARCHIVE
from commitments.curate.problems import Problem
from commitments.curate.rules.registry import Case, rule
from commitments.model.records import Source


@rule("Q302", Source)
def archived_text_is_there(case: Case[Source]) -> Iterator[Problem]:
    """The archived text that a source names lies in seeds/ and can be read as UTF-8.

    Why: quotations are held against it.
    Bad: `file: article.txt`, with no such file in seeds/.
    Good: the name of a file in seeds/.
    """
    archive = case.record.archive
    if not archive:
        return
    file = case.corpus.archives.get(archive.file)
    if file is None:
        yield Problem(
            f"there is no seeds/{archive.file}", ("archive", "file"), "put the text into seeds/, byte for byte"
        )
    elif file.problem:
        yield Problem(file.problem.message, ("archive", "file"))
    elif not case.corpus.archive(CitedSource.of(case.record)):
        yield Problem(f"seeds/{archive.file} is not UTF-8 text", ("archive", "file"))


@rule("Q303", Source)
def archived_text_is_unchanged(case: Case[Source]) -> Iterator[Problem]:
    """The sha256 of a source is that of its archived text.

    Why: an archive that was changed proves nothing.
    Bad: a sha256 of an earlier copy; an archived text that was tidied up.
    Good: the file byte for byte as obtained, with its own sha256.
    """
    archive = case.record.archive
    file = case.corpus.archives.get(archive.file) if archive else None
    if archive and file and file.sha256 not in {"", archive.sha256}:
        yield Problem(f"seeds/{archive.file} has another sha256", ("archive", "sha256"), f"it is {file.sha256}")


@rule("Q306", Source)
def archived_text_belongs_to_one_source(case: Case[Source]) -> Iterator[Problem]:
    """An archived text belongs to one source.

    Why: one text is one witness.
    Bad: two sources with the same file in seeds/.
    Good: one source, cited twice.
    """
    archive = case.record.archive
    if archive and (first := case.corpus.sharing(case.entry, ARCHIVE, archive.file)):
        related = (first.related(("archive", "file"), "first named here"),)
        yield Problem("this archived text is that of another source", ("archive", "file"), related=related)
