"""Who has which duties and how well they are done, counted from the ledger; papers behind them; burdens."""
