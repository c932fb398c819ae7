"""Change keys of a YAML file and leave every line of the other keys, and all comments, as they were."""

from __future__ import annotations

from typing import Any

import yaml

from leerkring.errors import LeerkringError

Regels = tuple[int, int]
"""The first line of a key and the line after its last, without what stands between it and the next key."""


def edit_keys(text: str, after: dict[str, Any]) -> str:
    """Return a YAML file with the keys that it should have.

    A key that has another name and the same value keeps its lines and only changes its name. What is new comes after
    the key that it follows in `after`.

    Raises
    ------
    LeerkringError
        When the file is written in a way in which its keys cannot be changed one by one.
    """
    before = yaml.safe_load(text)
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    places = find_keys(text, lines)
    renamed = {old: new for new, old in find_renamed(before, after).items()}
    blocks: dict[str, list[str]] = {}
    for key, (first, last) in places.items():
        own = lines[first:last]
        if key in renamed:
            own = [own[0].replace(key, renamed[key], 1), *own[1:]]
        elif key in after and after[key] != before[key]:
            own = write_key(key, after[key], end)
        elif key not in after:
            own = []
        blocks[renamed.get(key, key)] = own
    follow: dict[str, list[str]] = {}
    previous = ""
    for key, value in after.items():
        if key in blocks:
            previous = key
        else:
            follow.setdefault(previous, []).extend(write_key(key, value, end))
    first = min((first for first, _ in places.values()), default=0)
    out, line = [*lines[:first], *follow.get("", ())], first
    for key, (start, stop) in places.items():
        name = renamed.get(key, key)
        out += [*lines[line:start], *blocks[name], *follow.get(name, ())]
        line = stop
    changed = "\n".join(out + lines[line:])
    if read_back(changed) != after:
        raise LeerkringError("traject.yaml: niet elke sleutel staat op een eigen regel; zet ze zo en probeer opnieuw")
    return changed


def read_back(text: str) -> Any:
    """Return what stands in a YAML text; nothing when it is none."""
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def find_keys(text: str, lines: list[str]) -> dict[str, Regels]:
    """Return where each key of a file stands."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    starts = [(key.value, key.start_mark.line) for key, _ in node.value] if node else []
    stops = [line for _, line in starts[1:]] + [len(lines)]
    found = {}
    for (key, first), stop in zip(starts, stops, strict=True):
        last = stop
        while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
            last -= 1
        found[key] = (first, last)
    return found


def find_renamed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    """Return the old name of each key that is only called otherwise now."""
    gone = [key for key in before if key not in after]
    return {
        new: old
        for new in after
        if new not in before
        for old in [next((old for old in gone if before[old] == after[new]), None)]
        if old is not None
    }


def write_key(key: str, value: Any, end: str) -> list[str]:
    """Return a key as lines without their last line feed."""
    text: str = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=110)
    return [line + end.removesuffix("\n") for line in text.removesuffix("\n").split("\n")]
