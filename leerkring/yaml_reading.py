"""YAML as people mean it: no key twice, and no file that grows without end when its references are followed."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

GROOTST = 100_000
"""How many values a file may hold with all its references followed; a large questionnaire has a few hundred."""
DIEPSTE_LAAG = 50


class StrictLoader(yaml.SafeLoader):
    """Reads what `yaml.safe_load` reads, and refuses a key that stands twice: the last one would win in silence."""

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return the keys of a mapping, each of which stands there once."""
        seen: dict[str, int] = {}
        for key, _ in node.value:
            if isinstance(key, ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    first, again = seen[key.value], key.start_mark.line + 1
                    text = f"de sleutel ‘{key.value}’ staat er twee keer (regel {first} en {again}); haal er een weg"
                    raise yaml.MarkedYAMLError(problem=text, problem_mark=key.start_mark)
                seen[key.value] = key.start_mark.line + 1
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def load_strict(text: str) -> Any:
    """Return what a YAML text holds.

    Raises
    ------
    yaml.YAMLError
        When it is not YAML, when a key stands twice, or when it is too large or too deep.
    """
    loader = StrictLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        measure(node, {}, 0)
        return loader.construct_document(node)
    except RecursionError:
        raise yaml.MarkedYAMLError(problem="er staan te veel lagen in elkaar") from None
    except ValueError:  # a date such as 2022-02-30
        raise yaml.MarkedYAMLError(problem="een waarde bestaat niet; verbeter haar") from None
    finally:
        loader.dispose()


def measure(node: Node, known: dict[int, int], depth: int) -> int:
    """Return how many values a part holds with its references followed, and refuse what grows without end."""
    if depth > DIEPSTE_LAAG:
        raise yaml.MarkedYAMLError(problem="er staan te veel lagen in elkaar", problem_mark=node.start_mark)
    if id(node) in known:
        return known[id(node)]
    known[id(node)] = GROOTST  # a part that holds itself has no end
    parts: list[Node] = []
    if isinstance(node, MappingNode):
        parts = [part for pair in node.value for part in pair]
    elif isinstance(node, SequenceNode):
        parts = list(node.value)
    total = 1 + sum(measure(part, known, depth + 1) for part in parts)
    if total >= GROOTST:
        raise yaml.MarkedYAMLError(problem="er staan te veel waarden in", problem_mark=node.start_mark)
    known[id(node)] = total
    return total
