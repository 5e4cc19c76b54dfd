"""Files and functions stay short enough to be read whole."""

import statistics

from tests.architecture.tree import DEFINITIONS, judge, parsed, short, sources, within

FILE_LINES, FUNCTION_LINES = 400, 60
# The median, which creeps up unnoticed; what is usual today plus a little.
USUAL_FILE, USUAL_FUNCTION = 72, 8


def lengths():
    files = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    functions = {
        f"{short(path)}::{place}": node.end_lineno - node.lineno + 1
        for path in sources()
        for place, node in within(parsed(path), DEFINITIONS)
    }
    return files, functions


def test_no_file_or_function_is_too_long(record_property):
    files, functions = lengths()
    record_property("median_file", statistics.median(files.values()))
    record_property("median_function", statistics.median(functions.values()))
    long = {name: f"{n} lines" for name, n in files.items() if n > FILE_LINES}
    long |= {name: f"{n} lines" for name, n in functions.items() if n > FUNCTION_LINES}
    judge(long, {}, f"files have at most {FILE_LINES} lines, functions {FUNCTION_LINES}")


def test_the_usual_file_and_function_are_short():
    files, functions = lengths()
    assert statistics.median(n for n in files.values() if n > 1) <= USUAL_FILE
    assert statistics.median(functions.values()) <= USUAL_FUNCTION
