"""How properties are tried: the same examples in every run, and no deadline, which a busy machine would miss."""

from hypothesis import settings

settings.register_profile("parley", deadline=None, derandomize=True)
settings.load_profile("parley")
