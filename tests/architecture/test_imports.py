"""Imports point one way (the contracts in pyproject.toml)."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.tree import PACKAGE, PYPROJECT, ROOT, levels


def test_every_contract_is_kept(capsys):
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_room_has_its_place_in_the_order():
    ignored = set(PYPROJECT["tool"]["importlinter"]["contracts"][0]["exhaustive_ignores"])
    here = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    unknown = here - set(levels()) - ignored - {"__init__", "wsgi", "locale"}
    assert not unknown
