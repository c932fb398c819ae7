"""What a person reads when a traject cannot be opened."""

from pathlib import Path

import pytest
from mini import set_cells, write_traject

from leerkring.errors import LeerkringError, TrajectError
from leerkring.traject import check_folder, open_traject


def refusal(folder: Path, *args: str) -> str:
    """Return the text of the error that opening gives."""
    with pytest.raises(LeerkringError) as caught:
        open_traject(folder, *args)
    return str(caught.value)


def test_unknown_audience(tmp_path: Path) -> None:
    assert refusal(write_traject(tmp_path), "pers") == (
        "doelgroep ‘pers’ is onbekend; toegestaan: team, deelnemer, leerkring, openbaar"
    )


def test_unknown_deelnemer(tmp_path: Path) -> None:
    assert refusal(write_traject(tmp_path), "team", "oost") == (
        f"deelnemer ‘oost’ staat niet in {tmp_path}; toegestaan: noord, zuid"
    )


def test_audience_deelnemer_without_a_deelnemer(tmp_path: Path) -> None:
    assert refusal(write_traject(tmp_path), "deelnemer") == (
        "bij doelgroep ‘deelnemer’ hoort een deelnemer; toegestaan: noord, zuid"
    )


def test_deelnemer_that_the_audience_may_not_see(tmp_path: Path) -> None:
    folder = set_cells(write_traject(tmp_path), "deelnemers", 3, vertrouwelijkheid="leerkring")

    assert refusal(folder, "openbaar", "zuid") == f"doelgroep openbaar mag deelnemer ‘zuid’ niet zien in {tmp_path}"
    assert open_traject(folder, "leerkring", "zuid").deelnemer.id == "zuid"


def test_deelnemer_of_a_traject_that_was_opened_without_one(tmp_path: Path) -> None:
    traject = open_traject(write_traject(tmp_path))

    with pytest.raises(LeerkringError, match=r"^dit traject is geopend zonder deelnemer; noem er een in open_traject$"):
        _ = traject.deelnemer


def test_what_only_asks_for_a_look_is_left_to_the_check(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, logboek="tekst\nMail jan@noord.nl.\n=1+1")

    assert [p.regel for p in check_folder(folder)] == ["I10", "I11"]
    assert len(open_traject(folder).frame("logboek")) == 2


@pytest.mark.parametrize("does", [open_traject, check_folder])
def test_folder_that_does_not_exist(tmp_path: Path, does: object) -> None:
    folder = tmp_path / "weg"

    with pytest.raises(LeerkringError) as caught:
        does(folder)  # type: ignore[operator]
    assert str(caught.value) == f"er is geen map {folder.as_posix()}; toegestaan: een map met traject.yaml"


def test_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    path = write_traject(tmp_path) / "deelnemers.csv"

    assert refusal(path) == f"er is geen map {path.as_posix()}; toegestaan: een map met traject.yaml"


def test_all_errors_of_a_folder_are_in_one_error(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, effecten="bedoeld\nmisschien", lessen="id\n12")

    with pytest.raises(TrajectError) as caught:
        open_traject(folder)
    assert str(caught.value) == (
        f"{tmp_path}: 2 fouten\n"
        "fout: effecten.csv, rij 2, kolom bedoeld: vul ja of nee in; er staat ‘misschien’\n"
        "fout: lessen.csv, rij 2, kolom id: dit heeft niet de goede vorm; "
        "schrijf L en een getal, zoals L12 of L1b; er staat ‘12’"
    )
    assert len(caught.value.problemen) == 2


def test_warnings_and_remarks_do_not_stop_the_work(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, "leerkring", traject="{bijdrage_euro: 1, team: []}")

    assert [p.niveau for p in check_folder(folder)] == ["info", "warning"]
    assert list(open_traject(folder).deelnemers) == ["noord", "oost", "zuid", "west", "midden", "rand"]


def test_only_errors_are_in_the_error(tmp_path: Path) -> None:
    folder = write_traject(tmp_path, "leerkring", aantal=5, traject="team: []")

    assert refusal(folder) == (
        f"{tmp_path}: 1 fout\n"
        "fout: deelnemers.csv: de leerkring is met te weinig deelnemers gestart; er staat ‘5’; toegestaan: "
        "ten minste 6 [R01]"
    )
