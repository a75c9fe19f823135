"""Bytes to Document: decode, main text, metadata, tables, page state.

`documents` reads inputs, `page` the bytes of an HTML page, `text` a plain text, `given` what is said about a text.
"""

from leadseam.read._files import Skipped
from leadseam.read._inputs import Ids, Listed, Unit, documents, of_unit, units
from leadseam.read._page import page
from leadseam.read._plain import text
from leadseam.read._rows import given

__all__ = ["Ids", "Listed", "Skipped", "Unit", "documents", "given", "of_unit", "page", "text", "units"]
