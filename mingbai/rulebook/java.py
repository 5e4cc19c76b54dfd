"""Is what Spark needs here? Asked before anything is read, and answered in words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from mingbai.packs.text import Text

LEAST = 17  # the oldest Java that our Spark runs on
NO_PYSPARK = Text(
    zh="用 Spark 计算需要 pyspark，本机没有安装；请安装可选组件 mingbai[spark]，或不加 --engine spark",
    en="Spark needs pyspark, which is not installed here; install the extra mingbai[spark],"
    " or leave out --engine spark",
)
NO_JAVA = Text(
    zh="用 Spark 计算需要 Java {least} 或更高版本，{found}；"
    "请安装后把 JAVA_HOME 指向它，或不加 --engine spark",
    en="Spark needs Java {least} or later, {found}; install it and point JAVA_HOME at it,"
    " or leave out --engine spark",
)
NONE = Text(zh="本机没有找到", en="none was found here")
OLDER = Text(zh="本机是 Java {major}", en="this is Java {major}")


def lacking() -> Text | None:
    """What is missing; None when Spark can start."""
    if find_spec("pyspark") is None:
        return NO_PYSPARK
    major = _java()
    if major is not None and major >= LEAST:
        return None
    found = NONE if major is None else OLDER
    said = {
        language: getattr(NO_JAVA, language).format(
            least=LEAST, found=getattr(found, language).format(major=major)
        )
        for language in ("zh", "en")
    }
    return Text(zh=said["zh"], en=said["en"])


def _java() -> int | None:
    """The major version of the Java that Spark would start; None when there is none."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if program is None or shutil.which(program) is None:
        return None
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout)
    return int(found[1]) if found else None
