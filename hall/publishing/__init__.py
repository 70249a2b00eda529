"""Catalogue and flows as the city publishes them: a TUF repository that terminals follow."""
