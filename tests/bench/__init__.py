"""The benchmark: the map beside dict and beside its peers. `make bench` runs it."""
