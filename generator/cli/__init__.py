"""The command line: one module per command, imported when that command is called.

The only room that prints, reads the clock or ends the program with an exit code. It may import every
other room; nothing imports it but `generator.__main__` and tests.

- `main`: the group of commands. `options`, `exit_codes`, `loading` and `checking`: what they share;
  `checking` is apart because the site takes 0.15 s to import, and some commands do not need it.
- Every other module is a command with the name of the module; its `command` runs it, and `COMMANDS` in
  `main` lists it.
"""
