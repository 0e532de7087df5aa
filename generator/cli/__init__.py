"""The command line: one module per command, imported when that command is called.

The only room that prints, reads the clock or ends the program with an exit code. It may import every
other room; nothing imports it but `generator.__main__` and tests.

- `main`: the group of commands. `options`, `exit_codes`, `loading`, `checking`, `record_files`: what
  commands share.
- Every other module is a command: it is called as its command is, and its `command` runs it.
"""
