"""Every error Leadseam raises on purpose.

LeadseamError
├── InputError      a document, file or line that cannot be read; the rest goes on
├── ConfigError     leadseam.toml, an environment variable or an option is wrong
├── SourceError     a site file is wrong or its pages no longer fit it
├── FetchError      a page could not be fetched
├── StoreError      the database is missing, newer than this program, or locked
└── SinkError       a target refused or did not answer

A message says what was expected, what was found, where, and what to do next.
"""


class LeadseamError(Exception):
    """Root of the tree; the command line prints its text on one line."""


class InputError(LeadseamError):
    """A document, file or line that cannot be read."""


class ConfigError(LeadseamError):
    """A setting, option or environment variable that is wrong."""


class SourceError(LeadseamError):
    """A site file that is wrong, or a site that no longer fits its file."""


class FetchError(LeadseamError):
    """A page that could not be fetched."""


class StoreError(LeadseamError):
    """A database that is missing, newer than this program, or locked."""


class SinkError(LeadseamError):
    """A target that refused what was sent, or did not answer."""
