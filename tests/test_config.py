"""An option beats the environment, which beats `leadseam.toml`, which beats the default."""

from pathlib import Path

import pytest

from leadseam import config
from leadseam.errors import ConfigError


def test_the_environment_beats_the_file_which_beats_the_default(tmp_path: Path) -> None:
    assert config.load(tmp_path, {}).db == "leadseam.sqlite"
    (tmp_path / "leadseam.toml").write_text('db = "file.sqlite"\n[targets.crm]\nurl = "https://crm.example/x"\n')
    settings = config.load(tmp_path, {})
    assert (settings.db, settings.targets["crm"].kind) == ("file.sqlite", "webhook")
    assert config.load(tmp_path, {"LEADSEAM_DB": "environment.sqlite"}).db == "environment.sqlite"
    assert config.load(tmp_path, {"LEADSEAM_DB": ""}).db == "file.sqlite"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("db = 5", "db: "),
        ("dbs = 'x'", "known settings: db, data"),
        ("db = ", "Invalid value"),
        ("[targets.crm]", "url"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "leadseam.toml").write_text(content)
    with pytest.raises(ConfigError, match=said) as caught:
        config.load(tmp_path, {})
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)
