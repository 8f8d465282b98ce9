"""Sources are found by the names in attributions and by web address."""

from pipelines.reference import spelling
from pipelines.reference.sources import (
    quote_cap_words,
    source,
    source_at,
    source_called,
    source_id_for,
    sources,
)


def test_no_name_means_two_sources_and_no_domain_is_shared():
    seen = {}
    for s in sources().values():
        for name in (s.name, *s.aliases):
            assert seen.setdefault(spelling.key(name), s.source_id) == s.source_id, name
    domains = [s.domain for s in sources().values() if s.domain]
    assert len(domains) == len(set(domains)) and not any("/" in d or d.startswith("www.") for d in domains)


def test_agencies_are_found_as_attributions_name_them():
    for words in ("Agence France-Presse", "AFP", "the Associated Press", "ITAR-TASS", "Anadolu Agency"):
        found = source_called(words)
        assert found is not None and found.kind == "agency", words
    assert source_called("Harbour Wire") is None


def test_a_web_address_leads_to_its_source_and_a_look_alike_does_not():
    assert source_at("https://www.reuters.com/world/a-b-c") == source("reuters")
    assert source_at("https://notreuters.com/world") is None
    assert source_at("https://reuters.com.example.org/") is None


def test_an_unlisted_source_has_an_id_and_the_strictest_cap():
    assert source_id_for("Harbour Wire") == "harbour-wire"
    assert quote_cap_words("harbour-wire") == 25
    assert all(25 <= s.quote_cap_words <= 200 for s in sources().values())
