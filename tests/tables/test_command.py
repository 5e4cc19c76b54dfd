import argparse
import json

import pytest

from mingbai.tables.command import add_parser
from mingbai.tables.declaring import load, shipped
from mingbai.tables.sampling import sample


@pytest.fixture
def run(capsys):
    def done(*words: object) -> tuple[int, str]:
        parser = argparse.ArgumentParser()
        add_parser(parser.add_subparsers(dest="command"))
        arguments = parser.parse_args(["dataset", *map(str, words)])
        code = arguments.run(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return done


def test_check_without_a_file_checks_the_declarations(run):
    code, said = run("check")
    assert code == 0
    assert str(len(shipped().datasets)) in said


def test_sample_makes_a_workbook_that_check_accepts(run, tmp_path):
    assert run("sample", "vehicles", "--rows", 30, "--out", tmp_path)[0] == 0
    code, said = run("--language", "en", "check", tmp_path / "vehicles.xlsx", "--as", "vehicles")
    assert (code, said.splitlines()[0].startswith("30 rows: 30 accepted, 0 rejected")) == (0, True)


def test_check_keeps_what_was_accepted_and_rejected(run, tmp_path):
    frame = sample(shipped().datasets["vehicles"], rows=3)
    frame[0, "所有人身份证号"] = "4.11726E+17"
    frame.write_csv(tmp_path / "v.csv")
    code, said = run("check", tmp_path / "v.csv", "--as", "vehicles", "--out", tmp_path / "out")
    assert code == 1
    assert "后几位已经丢失" in said
    account = json.loads((tmp_path / "out" / "vehicles.account.json").read_text(encoding="utf-8"))
    assert (account["accepted"], account["rejected"]) == (2, 1)
    assert (tmp_path / "out" / "vehicles.rejected.xlsx").exists()


@pytest.mark.parametrize("words", [("--as", "vehicels"), ("--as", "deaths")])
def test_a_file_that_cannot_be_taken_ends_with_two(run, tmp_path, words):
    (tmp_path / "x.csv").write_text("甲,乙\n1,2\n")
    code, said = run("check", tmp_path / "x.csv", *words)
    assert code == 2
    assert said.strip()


def test_new_drafts_from_a_file_and_never_overwrites(run, tmp_path):
    (tmp_path / "hens.csv").write_text("养鸡名册\n序号,身份证号,姓名,鸡数\n")
    assert (
        run("new", "hens", "--name", "养鸡名册", "--like", tmp_path / "hens.csv", "--out", tmp_path)[0] == 0
    )
    text = (tmp_path / "hens.yaml").read_text(encoding="utf-8")
    assert "{name: id_no, type: id_no, title: {zh: 身份证号, en: ID number}}" in text
    assert "鸡数" in text
    assert run("new", "hens", "--out", tmp_path)[0] == 1
    filled = text.replace("[PURPOSE]", "[income]").replace("name: id_no,", "required: true, name: id_no,")
    (tmp_path / "hens.yaml").write_text(filled, encoding="utf-8")
    assert "hens" in load(tmp_path).datasets


def test_a_bad_declaration_is_told_with_its_line(run, tmp_path):
    (tmp_path / "x.yaml").write_text("code: x\n", encoding="utf-8")
    code, said = run("--folder", tmp_path, "check")
    assert code == 1
    assert "x.yaml:1" in said
