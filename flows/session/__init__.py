"""One customer from the first touch to goodbye, as a frozen value and what changes it."""
