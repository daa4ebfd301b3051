"""What `make` and CI run before there is an environment, and the project's own code rules."""
