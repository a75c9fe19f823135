"""What users install: the wheel from the tree, the wheel from the sdist, in an environment of its own."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "7月3日，宏远储能科技有限公司与岱山县人民政府签订投资协议，总投资12亿元的储能电池项目落户岱山经济开发区。"

pytestmark = pytest.mark.slow


def run(*command: str | Path) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel that `build` makes from the sdist (so the round trip is proven), and one made from the tree."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out / "round", ROOT)
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", out / "tree", ROOT)
    return next((out / "round").glob("*.whl")), next((out / "tree").glob("*.whl"))


def test_sdist_and_tree_give_the_same_wheel(built: tuple[Path, Path]) -> None:
    names = [sorted(zipfile.ZipFile(wheel).namelist()) for wheel in built]
    assert names[0] == names[1]


def test_wheel_ships_sites_resources_and_pages(built: tuple[Path, Path]) -> None:
    names = zipfile.ZipFile(built[0]).namelist()
    for needed in ("leadseam/py.typed", "leadseam/_scrapers/README.md", "leadseam/resources/regions.csv"):
        assert needed in names
    assert any(name.startswith("leadseam/_pages/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "corpus/"))]


def test_wheel_works_in_a_clean_environment(built: tuple[Path, Path], tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    python, leadseam = tmp_path / "venv/bin/python", tmp_path / "venv/bin/leadseam"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade", "pip>=24.2")
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", built[0])
    assert run(leadseam, "--version").startswith("leadseam ")
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert "宏远储能科技有限公司" in run(leadseam, "extract", article)
    assert run(python, "-c", "import leadseam; print(len(leadseam.load().extract('今天天气很好。').projects))") == "0\n"


def test_an_editable_install_runs_from_the_tree(tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    python = tmp_path / "venv/bin/python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--editable", ROOT)
    where = run(python, "-c", "import leadseam; print(leadseam.__file__)").strip()
    assert Path(where) == ROOT / "pipeline/leadseam/__init__.py"
