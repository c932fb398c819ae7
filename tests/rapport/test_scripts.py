"""Scripts in a page: their data stay data, and the policy allows a script by the hash that browsers compute."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from leerkring.rapport.scripts import hash_script, write_json

KWAAD = ["</script><script>alert(1)</script>", "<!--<script>", "\u2028\u2029", """{{7*7}}"'&amp;\\"""]
JSON = st.recursive(
    st.text() | st.integers() | st.none(), lambda part: st.lists(part) | st.dictionaries(st.text(), part)
)


@pytest.mark.parametrize("text", KWAAD)
def test_text_cannot_leave_its_script_element(text: str) -> None:
    written = write_json({"teksten": [text]})

    assert json.loads(written) == {"teksten": [text]}
    assert set(written) & set("<\u2028\u2029") == set()


@given(JSON)
def test_data_come_back_whole_and_a_template_leaves_them_as_they_are(content: object) -> None:
    written = write_json(content)

    assert json.loads(written) == content
    assert "<" not in written
    assert escape(written) == written


def test_hash_is_that_of_the_example_in_the_standard() -> None:
    # The example of Content Security Policy Level 2 for hashes of scripts.
    assert hash_script("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
