"""Whether a document may tell of anything at all: asked before anything is looked for in it. Most pages may not."""

import re

from leadseam import mentions, metrics
from leadseam.events import stage_words
from leadseam.lang import simplified
from leadseam.resources import Resources
from leadseam.schema import Document

_SURROGATE = re.compile("[\ud800-\udfff]")


def may_tell(document: Document, resources: Resources) -> bool:
    """Whether the document may hold a project or a metric; always so in English and in traditional characters.

    A project has a stage word and a name of its own or a company's; a metric has a figure, and its indicator's words on
    the same line or projects to count. Tables say what they tell by their columns.

    >>> from leadseam.resources import load
    >>> idle = Document(id="1", lang="zh", text="气温逐步回升，未来三天多云。")
    >>> may_tell(idle, load()), may_tell(Document(id="2", lang="zh", text="全市签约项目12个。"), load())
    (False, True)
    """
    text = document.text
    if document.lang == "en" or "\t" in text:
        return True
    text = _SURROGATE.sub("\ufffd", text)
    if simplified(text) != text:
        return True
    may_be_project = mentions.may_name(text, resources) and stage_words(resources, "zh").search(text) is not None
    return may_be_project or metrics.may_state(text, resources)
