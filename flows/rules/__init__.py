"""Rules of the field that have nothing to do with a terminal: identity numbers, codes, days, masking."""
