"""Instant proofs as PDF, made by the hall alone. Every page carries 演示 无效."""
