import polars as pl
import pytest

from mingbai.tables import delimited
from mingbai.tables.declaring import shipped
from mingbai.tables.problems import FileRefused
from mingbai.tables.sampling import sample
from tests.tables.conftest import number

HEADER = "身份证号,姓名,死亡日期"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_encodings_and_separators(tmp_path, taken, encoding, separator):
    path = tmp_path / "deaths.csv"
    # 𠮷 and 㼆 are in GB 18030 but not in GBK: rare names must survive
    text = f"登记表\n{HEADER}\n{number()},𠮷㼆,2020-11-03\n".replace(",", separator)
    path.write_bytes(text.encode(encoding))
    account, rows = taken(path, "deaths")
    assert rows.select("row_no", "name").rows() == [(3, "𠮷㼆")]
    assert account.rejected == 0


def test_text_in_no_known_encoding(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("身份证号".encode() + b"\xff\xff\xff")
    with pytest.raises(FileRefused) as found:
        delimited.encoding_of(path)
    assert found.value.reason == "encoding"


def test_lines_that_do_not_fit_the_header(tmp_path, taken):
    path = tmp_path / "deaths.csv"
    rows = [number(f"4100001990010111{n}") for n in range(4)]
    path.write_text(
        f'{HEADER}\n{rows[0]},"张,三",2020-11-03\n{rows[1]},李四,2020-11-03,多,余\n\n{rows[2]},王五\n{rows[3]},赵六,2020-11-03\n'
    )
    account, frame = taken(path, "deaths")
    assert frame["row_no"].to_list() == [2, 6]
    assert account.reasons == {"missing": 1, "ragged": 1}
    assert account.blank == 1


def test_scientific_numbers_in_text_are_refused(tmp_path, taken):
    path = tmp_path / "deaths.csv"
    path.write_text(
        f"{HEADER}\n4.11726E+17,张三,2020-11-03\n411726199001011000,李四,2020-11-03\n{number()},王五,2020-11-03\n"
    )
    account, _ = taken(path, "deaths")
    assert account.reasons == {"id_lost_digits": 2}


@pytest.mark.parametrize("rows", [1, 199, 200, 201, 1000])
def test_counts_at_every_size_and_across_batches(tmp_path, taken, monkeypatch, rows):
    monkeypatch.setattr(delimited, "BATCH", 100)
    dataset = shipped().datasets["subsidy_payments"]
    frame = sample(dataset, rows=rows)
    frame.write_csv(tmp_path / "x.csv")
    account, kept = taken(tmp_path / "x.csv", "subsidy_payments")
    assert (account.accepted, account.rejected) == (rows, 0), account.reasons
    assert kept["row_no"].to_list() == list(range(2, rows + 2))


def test_duplicates_are_found_across_batches(tmp_path, taken, monkeypatch):
    monkeypatch.setattr(delimited, "BATCH", 10)
    frame = sample(shipped().datasets["deaths"], rows=50)
    pl.concat([frame, frame]).write_csv(tmp_path / "x.csv")
    account, kept = taken(tmp_path / "x.csv", "deaths")
    assert (len(kept), account.identical) == (100, 100)


@pytest.mark.parametrize("code", sorted(shipped().datasets))
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sample_of_every_dataset_is_accepted_whole(tmp_path, taken, code, kind):
    frame = sample(shipped().datasets[code], rows=20, seed=3)
    path = tmp_path / f"x.{kind}"
    frame.write_csv(path) if kind == "csv" else frame.write_excel(path)
    account, rows = taken(path, code)
    assert account.rejected == 0, account.reasons
    assert account.refused_columns == []
    assert len(rows) == 20
