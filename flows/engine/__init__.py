"""The decision engine: what is known, what is needed, and the next question that is expected to end soonest."""
