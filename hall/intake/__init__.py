"""How sealed submissions come in, exactly once."""
