"""The inside of the A4 printer: IPP messages and operations, jobs."""
