"""What the freezer makes a program of: the same as the `pith` that pip installs."""

import sys

from pith_app.__main__ import main

sys.exit(main())
