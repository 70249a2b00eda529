"""Lock-control boards of six families, and the doors behind them."""
