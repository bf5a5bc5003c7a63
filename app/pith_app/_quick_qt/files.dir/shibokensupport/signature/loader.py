"""The functions that shiboken6 looks up when it starts; see pith_app._quick_qt.

What they return comes from the modules shiboken6 carries, loaded when it is first wanted.
"""

import sys

_carried = None


def load():
    """The loader that shiboken6 carries."""
    global _carried
    if _carried is None:
        import base64
        import traceback
        import zipfile

        import signature_bootstrap

        # It holds placeholders of these; see UNUSED in pith_app._quick_qt.
        signature_bootstrap.base64 = base64
        signature_bootstrap.traceback = traceback
        signature_bootstrap.zipfile = zipfile
        finders, finder = signature_bootstrap.prepare_zipfile()
        for name in list(sys.modules):
            if name.partition(".")[0] == "shibokensupport":
                del sys.modules[name]
        finders.insert(0, finder)
        try:
            from shibokensupport.signature import loader
        finally:
            finders.remove(finder)
        _carried = loader
    return _carried


def pyside_type_init(type_key, sig_strings):
    return load().pyside_type_init(type_key, sig_strings)


def create_signature(props, key):
    return load().create_signature(props, key)


def seterror_argument(args, func_name, info):
    return load().seterror_argument(args, func_name, info)


def make_helptext(func):
    return load().make_helptext(func)


def finish_import(module):
    pass


def feature_import(*args, **keywords):
    """None: the import is an ordinary one."""


def feature_imported(module):
    """Nothing to note: `from __feature__ import …` is not to be had."""


def post_init():
    pass


# shiboken6 takes this one from sys.modules and does not ask whether it is there.
from shibokensupport.signature import mapping  # noqa: E402,F401
