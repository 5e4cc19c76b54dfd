"""kit.files.sealed: what is written is what is read, or it is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.kit.files.sealed import CHUNK_BYTES, Damaged, Writer, read

KEY = bytes(range(32))
SIZES = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]


def written(path, content, pieces=1000):
    with Writer(path, KEY) as writer:
        for start in range(0, len(content), pieces):
            writer.write(content[start : start + pieces])
    return path


@pytest.mark.parametrize("size", SIZES)
def test_any_size_comes_back_whole_and_is_not_readable_on_disk(tmp_path, size):
    content = b"411726199001011234" * (size // 18 + 1)
    path = written(tmp_path / "x", content[:size], pieces=7001)
    assert b"".join(read(path, KEY)) == content[:size]
    assert b"411726199001" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("cut", [1, 16, CHUNK_BYTES + 16, 2 * (CHUNK_BYTES + 16)])
def test_a_file_cut_off_is_found_even_at_a_chunk_border(tmp_path, cut):
    path = written(tmp_path / "x", b"a" * (3 * CHUNK_BYTES))
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(Damaged):
        list(read(path, KEY))


def test_chunks_that_changed_places_are_found(tmp_path):
    path = written(tmp_path / "x", b"a" * (3 * CHUNK_BYTES))
    raw, size = path.read_bytes(), CHUNK_BYTES + 16
    path.write_bytes(raw[:36] + raw[36 + size : 36 + 2 * size] + raw[36 : 36 + size] + raw[36 + 2 * size :])
    with pytest.raises(Damaged):
        list(read(path, KEY))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_changed_byte_is_found(tmp_path_factory, data):
    path = written(tmp_path_factory.mktemp("sealed") / "x", data.draw(st.binary(max_size=200)))
    raw = bytearray(path.read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(raw)
    with pytest.raises(Damaged):
        list(read(path, KEY))


def test_another_key_opens_nothing(tmp_path):
    with pytest.raises(Damaged):
        list(read(written(tmp_path / "x", b"a"), bytes(32)))


def test_a_writer_that_fails_leaves_nothing_behind(tmp_path):
    def fail():
        with Writer(tmp_path / "x", KEY) as writer:
            writer.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fail()
    assert list(tmp_path.iterdir()) == []
