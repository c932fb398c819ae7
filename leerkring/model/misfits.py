"""What pydantic says in English of a value that does not fit, in Dutch."""

from __future__ import annotations

from pydantic_core import ErrorDetails

WAARDEFOUT = "Value error, "
GETALLEN = ("int_type", "int_parsing", "int_from_float")
MISFITS = {
    "missing": "deze naam ontbreekt",
    "extra_forbidden": "deze naam is onbekend",
    "enum": "deze waarde is onbekend",
    "literal_error": "deze waarde is onbekend",
    "string_type": "hier hoort tekst; zet een getal of dag tussen aanhalingstekens",
    "string_too_short": "hier moet iets staan",
    "string_too_long": "dit is te lang: hoogstens {max_length} tekens",
    "float_type": "hier hoort een getal",
    "float_parsing": "hier hoort een getal",
    "finite_number": "hier hoort een gewoon getal",
    "bool_type": "hier hoort true (ja) of false (nee)",
    "bool_parsing": "hier hoort true (ja) of false (nee)",
    "greater_than_equal": "dit is te laag: ten minste {ge}",
    "less_than_equal": "dit is te hoog: hoogstens {le}",
    "greater_than": "dit is te laag: meer dan {gt}",
    "less_than": "dit is te hoog: minder dan {lt}",
    "tuple_type": "hier hoort een lijst: elk deel op een eigen regel, met een streepje ervoor",
    "list_type": "hier hoort een lijst: elk deel op een eigen regel, met een streepje ervoor",
    "dict_type": "hier horen namen met een waarde: op elke regel naam: waarde",
    "model_type": "hier horen namen met een waarde: op elke regel naam: waarde",
    "model_attributes_type": "hier horen namen met een waarde: op elke regel naam: waarde",
    "too_short": "hier staat te weinig: ten minste {min_length}",
    "too_long": "hier staat te veel: hoogstens {max_length}",
} | dict.fromkeys(GETALLEN, "hier hoort een heel getal")
GEEN_DAG = "deze dag staat niet op de kalender"


def explain_misfit(detail: ErrorDetails) -> str:
    """Return what is wrong with a value; the words of our own checks are Dutch already."""
    kind = detail["type"]
    if kind == "value_error":
        return detail["msg"].removeprefix(WAARDEFOUT)
    if kind.startswith(("date_", "datetime_")):
        return GEEN_DAG
    return MISFITS.get(kind, "dit past hier niet").format(**detail.get("ctx", {}))


def list_expected(detail: ErrorDetails) -> str | None:
    """Return the codes that are allowed, where a value is none of them."""
    if detail["type"] not in ("enum", "literal_error"):
        return None
    return str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
