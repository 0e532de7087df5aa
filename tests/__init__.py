"""What the project promises, told by tests: read a module's test to know what the module is for."""
