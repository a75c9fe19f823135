"""Home place, extraction of a whole document, merging a project across documents."""

from leadseam.leads._extract import analyze, extract
from leadseam.leads._home import resolve as home_place

__all__ = ["analyze", "extract", "home_place"]
