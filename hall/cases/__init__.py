"""What becomes of a submission: states, clocks, decisions, parcels."""
