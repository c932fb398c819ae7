"""The links from a report to the one before it, the one after it and the list of all."""

from typing import Any

from lxml import html

from leerkring.rapport.neighbours import Buren, find_neighbours, set_neighbours, sort_rows
from leerkring.weergave.merken import KRING, link_deelnemer

X = """<script>alert(1)</script>"'&<!--/buren-->"""
PAGE = "<main>tekst</main>\n<!--buren--><!--/buren-->\n<footer>voet</footer>"


def row(run: str, doelgroep: str | None = "openbaar", rapport: bool = True) -> dict[str, Any]:
    feiten = {"titel": run.rpartition("/")[2].title(), "doelgroep": doelgroep} if doelgroep else {}
    naam = run.rpartition("/")[2]
    params = {"notebook": naam} if naam == "vergelijking" else {"notebook": "casus", "deelnemer": naam}
    return {"id": run, "params": params, "rapport": f"{run}.html" if rapport else None, "feiten": feiten}


def test_index_order_is_by_traject_and_name_with_each_comparison_last() -> None:
    rows = [row(run) for run in ("b/a", "a/vergelijking", "a/zuid", "a-b/x", "a/noord")]

    assert [r["id"] for r in sort_rows(rows)] == ["a/noord", "a/zuid", "a/vergelijking", "a-b/x", "b/a"]


def test_neighbours_are_the_existing_reports_of_the_same_traject_for_the_same_readers() -> None:
    rows = [
        row("mini/noord"),
        row("mini/oost", "leerkring"),
        row("mini/west", rapport=False),
        row("mini/zuid"),
        row("mini/vergelijking"),
        row("ander/noord"),
    ]

    naar = {"noord": "noord.html", "zuid": "zuid.html", KRING: "vergelijking.html"}
    assert find_neighbours(rows) == {
        "mini/noord.html": Buren(None, ("zuid.html", "Zuid"), naar),
        "mini/zuid.html": Buren(("noord.html", "Noord"), ("vergelijking.html", "Vergelijking"), naar),
        "mini/vergelijking.html": Buren(("zuid.html", "Zuid"), None, naar),
        "mini/oost.html": Buren(naar={"oost": "oost.html"}),
        "ander/noord.html": Buren(naar={"noord": "noord.html"}),
    }


def test_a_name_leads_to_the_report_that_these_readers_have() -> None:
    names = (link_deelnemer("noord", "Noord"), link_deelnemer("oost", "Oost"), link_deelnemer(KRING, "Alle", "les-L1"))
    page = PAGE.replace("tekst", " ".join(names))
    linked = set_neighbours(page, Buren(naar={"noord": "noord.html", KRING: "vergelijking.html"}))

    assert [a.get("href") for a in html.fromstring(f"<div>{linked}</div>").find_class("lk-naar")] == [
        "noord.html",
        None,
        "vergelijking.html#les-L1",
    ]
    # The next batch may find other reports there: a name is set anew, and never twice.
    assert set_neighbours(linked, Buren()) == set_neighbours(page, Buren())
    assert set_neighbours(linked, Buren(naar={"oost": "oost.html"})).count("href=") == 2  # this one and the index


def test_a_report_for_one_deelnemer_or_for_unknown_readers_names_no_other() -> None:
    rows = [row("mini/noord", "deelnemer"), row("mini/zuid", "deelnemer"), row("mini/x", None), row("mini/y", None)]
    found = find_neighbours(rows)

    assert len(found) == 4
    assert set(found.values()) == {Buren()}
    assert "zuid" not in set_neighbours(PAGE, found["mini/noord.html"]).lower()


def test_links_stand_between_the_marks_with_titles_in_words() -> None:
    buren = Buren(("noord.html", "Noord"), ("zuid.html", "Zuid"))
    text = set_neighbours(PAGE, buren)
    (nav,) = html.fromstring(f"<div>{text}</div>").iter("nav")

    assert (nav.get("class"), nav.get("aria-label")) == ("lk-buren", "Andere rapporten")
    assert [(a.get("href"), a.text) for a in nav.iter("a")] == [
        ("noord.html", "Vorige: Noord"),
        ("../index.html", "Alle rapporten"),
        ("zuid.html", "Volgende: Zuid"),
    ]
    assert text.startswith("<main>tekst</main>\n<!--buren--><nav")
    assert text.endswith("</nav><!--/buren-->\n<footer>voet</footer>")


def test_setting_links_again_changes_nothing_and_other_links_replace_them() -> None:
    buren = Buren(None, ("x.html", X))
    once = set_neighbours(PAGE, buren)

    assert once != PAGE
    assert set_neighbours(once, buren) == once
    assert set_neighbours(once, Buren()) == set_neighbours(PAGE, Buren())
    assert X not in once
    assert html.fromstring(f"<div>{once}</div>").xpath("string(//nav/a[2])") == f"Volgende: {X}"


def test_a_page_without_both_marks_stays_as_it_is() -> None:
    for page in ("<main>x</main>", "<main>x</main><!--buren-->", "<!--/buren--><!--buren-->"):
        assert set_neighbours(page, Buren(("a.html", "A"))) == page


def test_only_the_last_marks_count_so_that_a_report_may_speak_of_them() -> None:
    page = f"<main><!--buren-->eigen tekst<!--/buren--></main>{PAGE}"

    assert set_neighbours(page, Buren()).startswith("<main><!--buren-->eigen tekst<!--/buren--></main><main>")
