"""What does a new installation show? Owns the demo: places, a worked case, a thousand events."""

from incidents.seeding.demo import load_demo
from incidents.seeding.records import SeedError

__all__ = ["SeedError", "load_demo"]
