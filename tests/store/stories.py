"""Documents to load: projects as an extractor would find them, in sentences of our own."""

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import Engine, MetaData, inspect, select

from leadseam.schema import (
    Amount,
    Document,
    Evidence,
    Extraction,
    Metric,
    Period,
    Place,
    Project,
    Stage,
    Step,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 2, 1, tzinfo=UTC)
Story = tuple[Document, Extraction]


def story(
    identity: str,
    *,
    day: date = date(2024, 3, 1),
    company: str | None = "远航新能源科技有限公司",
    project: str | None = "远航动力电池生产基地项目",
    stage: Stage = "signed",
    amount: int | None = 30,
    place: Place | None = None,
    text: str | None = None,
    metrics: tuple[Metric, ...] = (),
    planned: bool = False,
) -> Story:
    """One article that tells one project; `amount` is in 亿元."""
    text = text or f"{company or ''}{project or ''}在肇庆高新区签约，总投资{amount}亿元。"
    proof = Evidence("project", 0, len(text), text)
    told = Project(
        project=project,
        companies=(company,) if company else (),
        stage=stage,
        planned=planned,
        stages=(Step(stage, Period(day, day), planned, Evidence("stage", 0, len(text), text)),),
        amount=Amount(Decimal(amount * 10**8), "CNY", as_written=f"{amount}亿元") if amount else None,
        place=place or Place("肇庆高新区", "441200"),
        date=Period(day, day),
        confidence=0.9,
        evidence=(proof,),
    )
    document = Document(id=identity, url=f"https://news.example/{identity}", lang="zh", text=text, published=day)
    return document, Extraction(
        id=identity, url=document.url, lang="zh", published=day, projects=(told,), metrics=metrics
    )


def metric(value: int, *, text: str = "全市签约项目52个。") -> Metric:
    """A count of signed projects."""
    return Metric(
        indicator="signed_projects",
        family="signed_projects",
        value=Decimal(value),
        unit="projects",
        place=Place("肇庆市", "441200"),
        period=Period(date(2024, 1, 1), date(2024, 12, 31)),
        evidence=(Evidence("value", 0, len(text), text),),
    )


def dump(engine: Engine) -> dict[str, list[str]]:
    """Every row of every own table."""
    names = [name for name in inspect(engine).get_table_names() if not name.startswith(("sqlite_", "pg_"))]
    tables = MetaData()
    tables.reflect(engine, only=[name for name in names if "_index" not in name])
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table)).all())) for name, table in tables.tables.items()
        }
