"""Saved news pages for tests, in the shapes in which the web serves them; every one is made up."""

SENTENCES = (
    "The two delegations met in Doha on Friday for the fourth round of talks, officials of both sides said.",
    "The mediators had asked for a truce of ten days, but neither side would say whether it would hold its fire.",
    "A spokeswoman for the foreign ministry said a further meeting was planned for the second week of June.",
    "Both sides have accused each other of breaking the ceasefire that was signed in the capital last autumn.",
)
NAVIGATION = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"


def page(
    head: str = "", body: str = "", *, paragraphs: tuple[str, ...] = SENTENCES, open: str = "<html lang='en'>"
) -> str:
    """A page with an article; `head` and `body` bring what else stands in it."""
    article = "".join(f"<p>{p}</p>\n" for p in paragraphs)
    return (
        f"<!DOCTYPE html>\n{open}<head><title>Talks go on | Wire</title>{head}</head>\n<body>{NAVIGATION}{body}"
        f"<article><h1>Talks go on</h1>{article}</article><footer>All rights reserved</footer></body></html>"
    )


def linked(json: str) -> str:
    """JSON-LD for a page's head."""
    return f'<script type="application/ld+json">{json}</script>'


def meta(name: str, content: str, attribute: str = "property") -> str:
    """A meta element."""
    return f'<meta {attribute}="{name}" content="{content}">'
