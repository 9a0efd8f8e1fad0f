"""Write the change in words under a pull request, from an artifact that may be hostile.

Run by workflows/comment.yml with a token that may write comments. Nothing in the artifact is run, and nothing of it is
taken on trust: it is read from the archive without unpacking, its size is limited, and the pull request that it names
must be the one whose head was checked.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO

MARK = "<!-- commitments diff -->"
"""Tells our comment from all others, so that the next run changes it rather than adding one."""
ARTIFACT = "change"
LIMIT = 60_000
"""Letters that a comment may have; GitHub takes 65,536."""
NUMBER = re.compile(rb"[1-9][0-9]{0,8}\n?")
TOO_LONG = "The change is too long for a comment; `commitments diff origin/main` shows it."


class Refused(Exception):  # noqa: N818 -- not an error of the program: the artifact is not what it should be
    """The artifact is not what the check hands over."""


def read(archive: bytes) -> tuple[int, str]:
    """Read an artifact: the number of the pull request, and the text to show.

    Raises Refused for anything else than two small files, a number and a text.
    """
    try:
        with zipfile.ZipFile(BytesIO(archive)) as files:
            number, text = _part(files, "number", 16), _part(files, "change.md", 4 * LIMIT)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
        raise Refused(f"not an artifact of the check: {error}") from error
    if not NUMBER.fullmatch(number):
        raise Refused("no number of a pull request")
    try:
        shown = text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("the text is not UTF-8") from error
    if "\0" in shown:
        raise Refused("the text is not plain")
    return int(number), shown if len(shown) <= LIMIT else TOO_LONG


def _part(files: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Read one file of an archive, and never more of it than the limit, whatever it says of its size."""
    with files.open(name) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise Refused(f"{name} is too large")
    return content


def api(path: str, *options: str, body: str | None = None) -> bytes:
    """Ask GitHub, with the token that `gh` finds in the environment."""
    command = ["gh", "api", path, *options, *(["--input", "-"] if body is not None else [])]
    given = body.encode() if body is not None else None
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def artifact(repository: str, run: str) -> bytes | None:
    """Fetch the artifact of a run of the check, if it left one that is not far too large."""
    found = json.loads(api(f"repos/{repository}/actions/runs/{run}/artifacts?name={ARTIFACT}"))["artifacts"]
    if not found or found[0]["expired"] or found[0]["size_in_bytes"] > 16 * LIMIT:
        return None
    return api(f"repos/{repository}/actions/artifacts/{found[0]['id']}/zip")


def comment(repository: str, number: int, text: str) -> None:
    """Write the comment, in the place of the one that is there."""
    here = f"repos/{repository}/issues/{number}/comments"
    lines = api(here, "--paginate", "--jq", ".[] | {id, body, author: .user.login} | tojson").decode().splitlines()
    ours = [
        said["id"]
        for said in map(json.loads, lines)
        if said["author"] == "github-actions[bot]" and said["body"].startswith(MARK)
    ]
    body = json.dumps({"body": f"{MARK}\n{text}"})
    if ours:
        api(f"repos/{repository}/issues/comments/{ours[0]}", "--method", "PATCH", body=body)
    else:
        api(here, "--method", "POST", body=body)


def main() -> int:
    """Comment on the pull request that was checked; give 1 where the artifact is refused."""
    repository, head = os.environ["GITHUB_REPOSITORY"], os.environ["HEAD_SHA"]
    archive = artifact(repository, os.environ["GITHUB_RUN"])
    if archive is None:
        print("no change was handed over")
        return 0
    try:
        number, text = read(archive)
        if json.loads(api(f"repos/{repository}/pulls/{number}"))["head"]["sha"] != head:
            raise Refused("the pull request has another head than the one that was checked")  # noqa: TRY301 -- told below
    except Refused as refused:
        print(refused)
        return 1
    comment(repository, number, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
