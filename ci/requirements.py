"""Prints one group of optional dependencies of pyproject.toml, a requirement a line."""

import sys
import tomllib

with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)
print("\n".join(project["project"]["optional-dependencies"][sys.argv[1]]))
