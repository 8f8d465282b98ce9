"""The definitions of the home that the environment names.

`workspace.yaml` names this file. The environment is read here and nowhere else, when the definitions are loaded.
"""

from assets.assembly import build_defs

defs = build_defs()
