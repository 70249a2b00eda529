"""The program's version, as the hall and the staff are told."""

VERSION = "0.1.0"
