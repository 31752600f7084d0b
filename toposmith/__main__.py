"""``python -m toposmith``: the command."""

import sys

from toposmith.cli.main import main

sys.exit(main())
