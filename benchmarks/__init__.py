"""Speed, side by side with what a user would pick instead. A figure stands beside its reference from the same run."""
