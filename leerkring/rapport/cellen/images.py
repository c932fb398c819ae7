"""Images of a text that come with its notebook: attached to the cell, or in a file beside it."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml.html import HtmlElement

BIJGEVOEGD = "attachment:"


def embed_images(root: HtmlElement, attachments: Mapping[str, Any], folder: str = "") -> None:
    """Put images into a text, in place, however it refers to them; those that are not there stay as they are.

    Parameters
    ----------
    root
        The text as a tree.
    attachments
        What the cell carries, by name and kind.
    folder
        Where the notebook stands; without it nothing is read from files.
    """
    carried = {unquote(name): bundle for name, bundle in attachments.items()}
    for image in root.iter("img"):
        place = unquote(image.get("src", ""))
        if place.startswith(BIJGEVOEGD):
            bundle = carried.get(place.removeprefix(BIJGEVOEGD), {})
            found = next(((kind, join_content(bundle[kind])) for kind in sorted(bundle, key=rank_kind)), None)
        else:
            found = read_beside(place, folder)
        if found:
            image.set("src", f"data:{found[0]};base64,{found[1]}")


def rank_kind(kind: str) -> tuple[bool, bool]:
    """Return a key that sorts a drawing before a picture, and one without loss before others."""
    return kind != "image/svg+xml", kind != "image/png"


def join_content(content: Any) -> str:
    """Return an attachment as one line of base64, however it was stored."""
    text = content if isinstance(content, str) else "".join(content)
    return base64.b64encode(text.encode()).decode() if text.lstrip().startswith("<") else "".join(text.split())


def read_beside(place: str, folder: str) -> tuple[str, str] | None:
    """Return kind and content of an image in a file beside the notebook or below it; of no other file."""
    kind = mimetypes.guess_type(place)[0] or ""
    if not folder or ":" in place or not kind.startswith("image/"):
        return None
    within = Path(folder).resolve()
    path = (within / place).resolve()
    if not path.is_relative_to(within) or not path.is_file():
        return None
    return kind, base64.b64encode(path.read_bytes()).decode()
