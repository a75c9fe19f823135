"""The tables: documents and their readings, claims, and the merged leads and metrics that are a view of them.

A reading is one document's text as one version of the extractor understood it. Its claims are never changed; a newer
reading of the same document takes its place (`documents.reading`), the older one stays. `leads` and `metrics` can be
recomputed from the claims of the readings in force at any time. Dates and times are ISO texts, JSON is text.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

# The migration that makes these tables.
VERSION = "0001"

# Codes and ids sort by code point on both databases, whatever the server's locale.
Word = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

texts = Table(
    "texts",
    metadata,
    Column("hash", Word, primary_key=True),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

documents = Table(
    "documents",
    metadata,
    Column("id", Word, primary_key=True),
    Column("reading", Word, nullable=False, index=True),
    Column("url", Text),
    Column("title", Text),
    Column("lang", Text),
    Column("is_mt", Boolean, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("published", Word, index=True),
    Column("source", Text),
    Column("author", Text),
    Column("home_text", Text),
    Column("home_adcode", Word),
    Column("home_confidence", Float),
    Column("text_hash", Word, ForeignKey("texts.hash"), index=True),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Word, primary_key=True),
    Column("document", Word, ForeignKey("documents.id"), nullable=False, index=True),
    Column("extractor", Text, nullable=False),
    Column("text_hash", Word, ForeignKey("texts.hash")),
    Column("digest", Text, nullable=False),
    Column("recorded", Text, nullable=False),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    Column("reading", Word, ForeignKey("readings.id"), primary_key=True),
    Column("subject", Word, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("as_written", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("confidence", Float, nullable=False),
    Column("planned", Boolean, nullable=False),
    Column("flags", Text, nullable=False),
    sqlite_with_rowid=False,
)

subjects = Table(
    "subjects",
    metadata,
    Column("reading", Word, ForeignKey("readings.id"), primary_key=True),
    Column("subject", Word, primary_key=True),
    Column("merged", Word, index=True),
    sqlite_with_rowid=False,
)

blocks = Table(
    "blocks",
    metadata,
    Column("key", Word, primary_key=True),
    Column("reading", Word, ForeignKey("readings.id"), primary_key=True, index=True),
    Column("subject", Word, primary_key=True),
    sqlite_with_rowid=False,
)

leads = Table(
    "leads",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", Word, nullable=False, unique=True),
    Column("adcode", Word),
    Column("country", Word),
    Column("stage", Word, nullable=False),
    Column("date_start", Word),
    Column("date_end", Word),
    Column("day", Integer, nullable=False),
    Column("amount_cny", BigInteger),
    Column("points", Float, nullable=False),
    Column("digest", Text, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("change_seq", Integer, nullable=False, index=True),
    Column("industry", Text, nullable=False),
    Column("companies", Text, nullable=False),
    Index(None, "adcode", "day"),
    Index(None, "day", "id"),
    Index(None, "amount_cny"),
)

metrics = Table(
    "metrics",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", Word, nullable=False, unique=True),
    Column("indicator", Word, nullable=False),
    Column("family", Word, nullable=False),
    Column("adcode", Word),
    Column("country", Word),
    Column("date_start", Word),
    Column("date_end", Word),
    Column("day", Integer, nullable=False),
    Column("amount_cny", BigInteger),
    Column("points", Float, nullable=False),
    Column("digest", Text, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("change_seq", Integer, nullable=False, index=True),
    Index(None, "adcode", "day"),
    Index(None, "day", "id"),
    Index(None, "indicator"),
)


def _forms(name: str, of: Table) -> Table:
    """The long columns of a view, apart, so that filters and orders run over short rows."""
    return Table(
        name,
        metadata,
        Column("n", Integer, ForeignKey(of.c.n, ondelete="CASCADE"), primary_key=True, autoincrement=False),
        Column("search", Text, nullable=False),
        Column("form", Text, nullable=False),
    )


lead_forms = _forms("lead_forms", leads)
metric_forms = _forms("metric_forms", metrics)
FORMS = {"leads": lead_forms, "metrics": metric_forms}

retired = Table(
    "retired",
    metadata,
    Column("id", Word, primary_key=True),
    Column("successor", Word),
    Column("change_seq", Integer, nullable=False, index=True),
    Column("recorded", Text, nullable=False),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("target", Word, primary_key=True),
    Column("id", Word, primary_key=True),
    Column("told", Word),
    Column("refused", Word),
    Column("error", Text),
    Column("attempts", Integer, nullable=False),
    Column("recorded", Text, nullable=False),
    sqlite_with_rowid=False,
)
