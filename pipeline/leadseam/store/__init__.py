"""Tables, claims, migrations, the search index."""

from leadseam.store._connect import connect

__all__ = ["connect"]
