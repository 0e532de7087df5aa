"""`python -m generator`."""

import sys

try:
    from generator.cli.main import main
except ModuleNotFoundError as error:
    print(f"The installation is broken: {error}. Run `make site` first.", file=sys.stderr)  # noqa: T201
    sys.exit(2)

main(prog_name="python -m generator")
