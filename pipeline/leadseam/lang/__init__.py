"""One file a language: numerals, units, currencies, company forms, stage triggers, negation, month words."""

from leadseam.lang._fold import fold, simplified
from leadseam.lang._segment import clauses, sentences

__all__ = ["clauses", "fold", "sentences", "simplified"]
