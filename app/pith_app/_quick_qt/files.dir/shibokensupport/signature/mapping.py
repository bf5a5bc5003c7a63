"""The namespace in which shiboken6 looks up a class when it words an error.

It calls `update_mapping()` first, every time.
"""

from shibokensupport.signature import loader


def update_mapping():
    carried = loader.load().mapping
    carried.update_mapping()
    for name, value in vars(carried).items():
        if not name.startswith("__") and name != "update_mapping":
            globals()[name] = value
