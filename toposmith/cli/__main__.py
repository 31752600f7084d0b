"""``python -m toposmith.cli``: the command without its console script."""

import sys

from toposmith.cli.main import main

sys.exit(main())
