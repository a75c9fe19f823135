"""The examples of a module are run where what it needs is installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("spacy") else ["pipeline/leadseam/spacy_component.py"]
