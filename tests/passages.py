"""A passage of a text, and what somebody can do by hand in the tables of codings, for the tests of coding."""

from datetime import date

from leerkring.traject.inhoud import Inhoud
from leerkring.traject.saving.coderen import Passage, build_codering, find_codering, get_fragment
from leerkring.traject.saving.csv_editing import Wijziging
from leerkring.traject.saving.schrijfwerk import Handeling


def passage(tekst: str = "Het gaat goed.") -> Passage:
    return Passage(tekst, "noord", date(2021, 6, 1), ("S1:3-4",), ronde=1)


def change_code(fragment: str, codeur: str, code: str, other: str) -> Handeling:
    """Return what somebody does who gives another code instead, in the same row, as one can by hand."""
    return lambda inhoud: [
        Wijziging(find_codering(inhoud, fragment, codeur, code), build_codering(inhoud, fragment, codeur, other))
    ]


def remove_fragment(fragment: str) -> Handeling:
    """Return what somebody does who removes a fragment with all its codings, as one can by hand."""

    def act(inhoud: Inhoud) -> list[Wijziging]:
        codings = [Wijziging(c, None) for _, c in inhoud.rows("coderingen") if c.fragment == fragment]
        return [*codings, Wijziging(get_fragment(inhoud, fragment), None)]

    return act
