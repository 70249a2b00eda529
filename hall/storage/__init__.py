"""The hall's database: the same tables on SQLite, PostgreSQL and Citus."""
