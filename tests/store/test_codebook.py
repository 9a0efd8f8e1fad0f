"""The codebook: every word, its neighbours, an example from the data; and nothing in a record becomes markup in it."""

from __future__ import annotations

from commitments.curate import corpus
from commitments.dataset import Dataset
from commitments.model.vocabulary import Vocabulary
from commitments.store.codebook import DERIVED, codebook
from tests.conftest import REPOSITORY, Workshop

PAGE = codebook(corpus.read(Dataset(REPOSITORY))[0])
LISTS = [entry.record for entry in corpus.read(Dataset(REPOSITORY))[0].entries if isinstance(entry.record, Vocabulary)]
HEAVY = ("stances", "bindingness", "lifecycle-statuses", "party-roles", "attributions", "voices", "hedges")
WEAPONS = "data/commitments/deu/deu-weapons.yaml"


def section(page: str, anchor: str) -> str:
    """Give the section of one word list."""
    return page.split(f'<a id="{anchor}"></a>')[1].split("<a id=", maxsplit=1)[0]


def entry(page: str, anchor: str, label: str) -> str:
    """Give what is said of one word."""
    return section(page, anchor).split(f"\n### {label}\n")[1].split("\n### ")[0]


def page_of(workshop: Workshop) -> str:
    """Write the codebook of the small dataset."""
    return codebook(corpus.read(workshop.dataset)[0])


def test_every_word_of_every_list_is_in_it() -> None:
    for words in LISTS:
        for term in words.terms:
            assert f"`{term.id}`: " in section(PAGE, words.id)


def test_every_neighbour_is_another_word_of_the_same_list() -> None:
    for words in LISTS:
        known = {term.id for term in words.terms}
        for term in words.terms:
            assert {other.term for other in term.instead} <= known - {term.id}, (words.id, term.id)


def test_every_word_that_coders_confuse_names_a_neighbour() -> None:
    lacking = [
        term.id
        for words in LISTS
        for term in words.terms
        if not term.instead and (words.id in HEAVY or term.family in {"force-presence", "defence-response"})
    ]
    assert lacking == []


def test_every_list_tells_where_its_words_stand() -> None:
    for words in LISTS:
        where = section(PAGE, words.id).split("Where: ")[1].split("\n")[0]
        assert where.startswith("`") != (words.id in DERIVED) or words.id == "claim-credibilities", words.id
        assert "no field yet" not in where


def test_a_word_shows_its_neighbour_and_where_data_uses_it_first(workshop: Workshop) -> None:
    assert entry(page_of(workshop), "stances", "pledge") == (
        "\n`pledge`: Says that it will do it, with no signed paper and no stated condition.\n\n"
        "- Use `conditional-offer` where the words tie it to an event that has still to come.\n"
        "- Use `signed-intent` where the words stand in a text that was signed or adopted.\n"
        "- Use `endorses` where it agrees with what others promise.\n"
        f"- Example: [deu-weapons](../../{WEAPONS}): Germany to send weapons, "
        "“Germany will continue its support”\n"
        "- In other codebooks: nzt: Declaration / pledge; kiel: Commitment (if specific)\n"
    )


def test_an_example_quotes_the_words_that_bear_the_field(workshop: Workshop) -> None:
    workshop.change(WEAPONS, "    paraphrase: Germany will send weapons.", "    quote: We shall send them.")
    assert "Germany to send weapons, “We shall send them.”" in entry(page_of(workshop), "stances", "pledge")


def test_a_withdrawn_record_is_no_example(workshop: Workshop) -> None:
    text = workshop.text(WEAPONS)
    workshop.write(WEAPONS, text + "withdrawn: {on: 2026-11-23, reason: It was another speaker.}\n")
    assert "Example" not in entry(page_of(workshop), "stances", "pledge")


def test_nothing_in_a_record_becomes_markup(workshop: Workshop) -> None:
    title = "'<script>alert(1)</script> [click](https://example.org) ![x](x) `code` # *bold*'"
    workshop.change(WEAPONS, "title: Germany to send weapons", f"title: {title}")
    shown = entry(page_of(workshop), "stances", "pledge")
    assert "<script>" not in shown.replace("\\<", "")
    assert "\\[click\\](https\\://example.org)" in shown
    assert "!\\[x\\]" in shown
    assert "\\`code\\`" in shown


def test_a_folder_with_signs_in_its_name_stays_inside_the_link(workshop: Workshop) -> None:
    workshop.write("data/commitments/a) [b](x/c.yaml", workshop.text(WEAPONS).replace("deu-weapons", "c"))
    assert "(../../data/commitments/a%29%20%5Bb%5D%28x/c.yaml)" in page_of(workshop)
