"""The folder of results: it appears only when everything in it is there, and one run at a time makes it."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from mingbai.compare.refusal import CannotCompare, cannot
from mingbai.packs.text import Text

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
REFUSED = {
    errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EROFS: "是只读的", errno.ENOENT: "不存在",
    errno.ENOTDIR: "不是目录",
}  # fmt: skip
FULL_WORDS = ("No space left", "File too large", "quota exceeded", "max_temp_directory_size")


@contextmanager
def made(out: Path) -> Iterator[Path]:
    """A hidden folder beside `out` to write to, renamed to `out` at the end, removed if anything goes wrong.

    What a killed run left there is cleared away. Raises CannotCompare.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise cannot(
            zh=f"{out} 不是空目录，未写入；请另选一个目录，或先移走里面的文件",
            en=f"{out} is not an empty directory; nothing was written",
        )
    part = out.absolute().with_name(f".{out.name}.unfinished")
    with _spoken(out), _held(part, out):
        try:
            yield part
            if out.exists():
                out.rmdir()
            part.rename(out)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def _held(part: Path, out: Path) -> Iterator[None]:
    """The folder, empty and ours alone: the system frees it however we end."""
    part.mkdir(parents=True, exist_ok=True)
    handle = os.open(part, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in part.iterdir():
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
        yield
    except BlockingIOError:
        raise cannot(
            zh=f"另一次比对正在写 {out}，请等它完成，或另选一个目录",
            en=f"another comparison is writing {out}; wait for it, or choose another directory",
        ) from None
    finally:
        os.close(handle)


@contextmanager
def _spoken(out: Path) -> Iterator[None]:
    """Failures of the disk in words."""
    try:
        yield
    except (OSError, duckdb.Error, pl.exceptions.PolarsError) as error:
        raise _words(error, out) from error


def _words(error: Exception, out: Path) -> Exception:
    if getattr(error, "errno", None) in FULL or any(word in str(error) for word in FULL_WORDS):
        return cannot(
            zh=f"磁盘已满，写不下 {out}，没有留下结果；请腾出空间或换一个目录",
            en=f"the disk is full; {out} was not written. Make room or choose another directory",
        )
    if isinstance(error, OSError) and not isinstance(error, duckdb.Error):
        return CannotCompare(_refused(error))
    return error


def _refused(error: OSError) -> Text:
    where = f"{error.filename}" if error.filename else ""
    why = REFUSED.get(error.errno or 0, error.strerror)
    return Text(zh=f"系统不让读写 {where}：{why}", en=f"the system refuses {where}: {error.strerror}")
