"""The parts of git_history.py: sources of commits, the versions, measuring, showing."""
