"""A passage of a text, for the tests of coding."""

from datetime import date

from leerkring.traject.saving.coderen import Passage


def passage(tekst: str = "Het gaat goed.") -> Passage:
    return Passage(tekst, "noord", date(2021, 6, 1), ("S1:3-4",), ronde=1)
