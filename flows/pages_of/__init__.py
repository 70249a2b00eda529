"""From a session to what the screen shows, in the customer's language. Pure, one module per family of pages."""
