"""What a page with scripts needs: their data, safe inside an element, and the hash by which its policy allows each."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from markupsafe import Markup


def write_json(content: Any) -> Markup:
    """Return JSON that can stand inside a script element: no text in it can end or open one."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # A less-than sign only stands inside strings. The other two are ends of lines to older scripts.
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(safe)  # noqa: S704 - no "<" is left in it


def hash_script(code: str) -> str:
    """Return the hash by which a policy allows a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
