"""Which AWS services a card is about, and the evidence for it.

In: a card and a `Catalogue`. Out: `Evidence` for each service. The names live in ``catalogue.json``, a
data file; this module only matches them. It must not know of tags, decks or Anki.
"""

from awsdeck.services.catalogue import Catalogue, Service, load
from awsdeck.services.matcher import Evidence, Match, find, services_of, services_of_all

__all__ = ["Catalogue", "Evidence", "Match", "Service", "find", "load", "services_of", "services_of_all"]
