"""Here and not in tests/, so that the tests of the bundled extensions have it as well."""

pytest_plugins = ["tests.support.fixtures"]
