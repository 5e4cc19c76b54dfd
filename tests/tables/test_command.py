import argparse
import json

import pytest

from mingbai.tables.command import add_parser
from mingbai.tables.declaring import BLANKS, load, shipped
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
    assert code == 0
    assert said.splitlines()[0] == "Checked as “Motor vehicles” (vehicles):"
    assert said.splitlines()[1].startswith("30 rows: 30 accepted, 0 rejected")


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
    (tmp_path / "hens.csv").write_text(
        "养鸡名册\n序号,身份证号,姓名,鸡数,估值（万元）,检疫日期,品种\n1,,张三,300,1.5,2020.11.3,固始鸡\n"
    )
    assert (
        run("new", "hens", "--name", "养鸡名册", "--like", tmp_path / "hens.csv", "--out", tmp_path)[0] == 0
    )
    text = (tmp_path / "hens.yaml").read_text(encoding="utf-8")
    assert "{use: id_no, required: true, key: true}" in text
    kinds = {"鸡数": "int", "估值（万元）": "money, unit: 万元", "检疫日期": "date", "品种": "text"}
    for header, kind in kinds.items():
        assert f"type: {kind}, title: {{zh: {header}," in text
    assert run("new", "hens", "--out", tmp_path)[0] == 1
    code, said = run("--folder", tmp_path, "check")
    assert code == 1
    assert "hens.yaml:5" in said
    filled = text.replace("PURPOSE", "income")
    for blank in BLANKS:
        filled = filled.replace(blank, "hens")
    (tmp_path / "hens.yaml").write_text(filled, encoding="utf-8")
    assert "hens" in load(tmp_path).datasets


def test_a_bad_declaration_is_told_with_its_line(run, tmp_path):
    (tmp_path / "x.yaml").write_text("code: x\n", encoding="utf-8")
    code, said = run("--folder", tmp_path, "check")
    assert code == 1
    assert "x.yaml:1" in said


def test_a_file_is_recognised_by_its_name_or_its_header(run, tmp_path):
    sample(shipped().datasets["vehicles"], rows=3).write_csv(tmp_path / "来文.csv")
    assert "（vehicles）" in run("check", tmp_path / "来文.csv")[1]
    sample(shipped().datasets["deaths"], rows=3).write_csv(tmp_path / "11-死亡火化登记.csv")
    assert "（deaths）" in run("check", tmp_path / "11-死亡火化登记.csv")[1]
    (tmp_path / "x.csv").write_text("甲,乙\n1,2\n")
    code, said = run("check", tmp_path / "x.csv")
    assert (code, "--as" in said) == (2, True)


def test_a_file_that_is_not_there_and_a_bad_code_are_said_in_a_sentence(run, tmp_path):
    assert run("check", tmp_path / "x.csv", "--as", "deaths") == (2, f"没有文件 {tmp_path / 'x.csv'}\n")
    code, said = run("new", "Bad Code", "--out", tmp_path)
    assert (code, "Bad Code" in said, list(tmp_path.iterdir())) == (1, True, [])


def test_a_misspelt_dataset_is_answered_with_the_nearest(run, tmp_path):
    assert "是不是“vehicles”" in run("sample", "vehicels", "--out", tmp_path)[1]
