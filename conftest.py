"""Here and not in tests/, so that the tests of the bundled extensions have it as well."""

import os

pytest_plugins = ["tests.support.fixtures"]

# Once assistive technology has asked for a widget, Qt looks after what it was given for as long as
# the process lives: these are run in one of their own, by tests/app/test_accessible_apart.py.
APART = ["tests/qt/test_accessible.py", "tests/app/window/test_accessibility.py"]
collect_ignore = [] if os.environ.get("PITH_TEST_ACCESSIBLE") else APART
