"""What the project promises: read the tests of a module to know what it is for."""
