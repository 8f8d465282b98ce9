"""Values as literals of a script that a page loads.

Belongs here: that no text of a report can end the script or begin another element. Pages opened from a disk cannot read
JSON, so what they load beside themselves is a script with one literal.
"""

import json
from typing import Any

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def literal(value: Any) -> str:
    """A value as JSON that is a literal of JavaScript too."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPED.items():
        text = text.replace(character, escape)
    return text
