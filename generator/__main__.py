"""`python -m generator`."""

import sys

try:
    from generator.cli.main import main

    main(prog_name="python -m generator")
except ModuleNotFoundError as error:
    print(f"The installation is broken: {error}. Run `make site` first.", file=sys.stderr)  # noqa: T201
    sys.exit(2)
