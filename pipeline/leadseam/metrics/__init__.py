"""Metrics: indicator, scope, period, threshold."""

from leadseam.metrics._find import find

__all__ = ["find"]
