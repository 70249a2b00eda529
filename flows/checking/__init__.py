"""The static checks: what is wrong with the content before a customer meets it."""
