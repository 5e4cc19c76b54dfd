"""The engine as the program sets it up."""

from mingbai.rulebook import on_duckdb


def test_a_long_question_draws_no_bar_over_what_the_program_says():
    (drawn,) = on_duckdb.connect().execute("SELECT current_setting('enable_progress_bar')").fetchone()
    assert drawn is False
