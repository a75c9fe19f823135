"""Metrics: indicator, scope, period, threshold."""

from leadseam.metrics._find import find
from leadseam.metrics._gate import may_state

__all__ = ["find", "may_state"]
