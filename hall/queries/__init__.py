"""What terminals may ask during a session: facts and instant proofs. Read-only, consent recorded."""
