"""The first tables: documents, readings, claims, leads, metrics, the outbox and the two search indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_FTS5 = "content='', detail=none, columnsize=0, tokenize='ascii'"


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "leads",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", _WORD, nullable=False),
        sa.Column("adcode", _WORD, nullable=True),
        sa.Column("country", _WORD, nullable=True),
        sa.Column("stage", _WORD, nullable=False),
        sa.Column("date_start", _WORD, nullable=True),
        sa.Column("date_end", _WORD, nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("amount_cny", sa.BigInteger(), nullable=True),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("last_seen", sa.Text(), nullable=False),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=False),
        sa.Column("companies", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_leads")),
        sa.UniqueConstraint("id", name=op.f("uq_leads_id")),
    )
    op.create_index(op.f("ix_leads_adcode_day"), "leads", ["adcode", "day"], unique=False)
    op.create_index(op.f("ix_leads_amount_cny"), "leads", ["amount_cny"], unique=False)
    op.create_index(op.f("ix_leads_change_seq"), "leads", ["change_seq"], unique=False)
    op.create_index(op.f("ix_leads_day_id"), "leads", ["day", "id"], unique=False)
    op.create_table(
        "metrics",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", _WORD, nullable=False),
        sa.Column("indicator", _WORD, nullable=False),
        sa.Column("family", _WORD, nullable=False),
        sa.Column("adcode", _WORD, nullable=True),
        sa.Column("country", _WORD, nullable=True),
        sa.Column("date_start", _WORD, nullable=True),
        sa.Column("date_end", _WORD, nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("amount_cny", sa.BigInteger(), nullable=True),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("last_seen", sa.Text(), nullable=False),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_metrics")),
        sa.UniqueConstraint("id", name=op.f("uq_metrics_id")),
    )
    op.create_index(op.f("ix_metrics_adcode_day"), "metrics", ["adcode", "day"], unique=False)
    op.create_index(op.f("ix_metrics_change_seq"), "metrics", ["change_seq"], unique=False)
    op.create_index(op.f("ix_metrics_day_id"), "metrics", ["day", "id"], unique=False)
    op.create_index(op.f("ix_metrics_indicator"), "metrics", ["indicator"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("target", _WORD, nullable=False),
        sa.Column("id", _WORD, nullable=False),
        sa.Column("told", _WORD, nullable=True),
        sa.Column("refused", _WORD, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("target", "id", name=op.f("pk_outbox")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "retired",
        sa.Column("id", _WORD, nullable=False),
        sa.Column("successor", _WORD, nullable=True),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retired")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_retired_change_seq"), "retired", ["change_seq"], unique=False)
    op.create_table(
        "texts",
        sa.Column("hash", _WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_texts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "documents",
        sa.Column("id", _WORD, nullable=False),
        sa.Column("reading", _WORD, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("lang", sa.Text(), nullable=True),
        sa.Column("is_mt", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("published", _WORD, nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("home_text", sa.Text(), nullable=True),
        sa.Column("home_adcode", _WORD, nullable=True),
        sa.Column("home_confidence", sa.Float(), nullable=True),
        sa.Column("text_hash", _WORD, nullable=True),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("last_seen", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["text_hash"], ["texts.hash"], name=op.f("fk_documents_text_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_published"), "documents", ["published"], unique=False)
    op.create_index(op.f("ix_documents_reading"), "documents", ["reading"], unique=False)
    op.create_index(op.f("ix_documents_text_hash"), "documents", ["text_hash"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", _WORD, nullable=False),
        sa.Column("document", _WORD, nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("text_hash", _WORD, nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_readings_document")),
        sa.ForeignKeyConstraint(["text_hash"], ["texts.hash"], name=op.f("fk_readings_text_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_readings_document"), "readings", ["document"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("key", _WORD, nullable=False),
        sa.Column("reading", _WORD, nullable=False),
        sa.Column("subject", _WORD, nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name=op.f("fk_blocks_reading")),
        sa.PrimaryKeyConstraint("key", "reading", "subject", name=op.f("pk_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_blocks_reading"), "blocks", ["reading"], unique=False)
    op.create_table(
        "claims",
        sa.Column("reading", _WORD, nullable=False),
        sa.Column("subject", _WORD, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("as_written", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name=op.f("fk_claims_reading")),
        sa.PrimaryKeyConstraint("reading", "subject", "n", name=op.f("pk_claims")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subjects",
        sa.Column("reading", _WORD, nullable=False),
        sa.Column("subject", _WORD, nullable=False),
        sa.Column("merged", _WORD, nullable=True),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name=op.f("fk_subjects_reading")),
        sa.PrimaryKeyConstraint("reading", "subject", name=op.f("pk_subjects")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_subjects_merged"), "subjects", ["merged"], unique=False)
    _make_forms("lead_forms", "leads")
    _make_forms("metric_forms", "metrics")
    for name in ("leads", "metrics"):
        _make_index(name)


def _make_forms(name: str, of: str) -> None:
    op.create_table(
        name,
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["n"], [f"{of}.n"], name=op.f(f"fk_{name}_n"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("n", name=op.f(f"pk_{name}")),
    )


def _make_index(name: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE VIRTUAL TABLE {name}_index USING fts5(tokens, {_FTS5})")
        return
    op.execute(f"CREATE TABLE {name}_index (n INTEGER PRIMARY KEY, tokens TSVECTOR NOT NULL)")
    op.execute(f"CREATE INDEX ix_{name}_index_tokens ON {name}_index USING gin (tokens)")
