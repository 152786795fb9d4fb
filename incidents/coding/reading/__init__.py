"""What do the words an analyst has selected say? Owns the rules that prefill fields of the coding desk.

They only ever suggest: an analyst confirms each value. Silence is better than a wrong suggestion.
"""

from incidents.coding.reading.attacks import read_attack_type, read_stage
from incidents.coding.reading.names import actors_named, places_named
from incidents.coding.reading.numbers import read_count
from incidents.coding.reading.statements import read_statement, tells_of_speech
from incidents.coding.reading.suggestion import Suggestion
from incidents.coding.reading.targets import read_target
from incidents.coding.reading.tolls import read_toll
from incidents.coding.reading.weapons import read_weapon
from incidents.coding.reading.when import read_when

__all__ = [
    "Suggestion",
    "actors_named",
    "places_named",
    "read_attack_type",
    "read_count",
    "read_stage",
    "read_statement",
    "read_target",
    "read_toll",
    "read_weapon",
    "read_when",
    "tells_of_speech",
]
