"""What goes into the frozen folder: asked by ../pith.spec, which PyInstaller runs."""

from __future__ import annotations

import pkgutil
import platform
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.machinery import BuiltinImporter, ModuleSpec, PathFinder
from importlib.metadata import Distribution, distribution, distributions
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement

# Extensions may import what they like of the standard library, so that all of it is there, but
# for what has no use without parts of the system that a package of an editor does not bring
# (Tk), what only tests Python, and what is linked with libraries under the GPL (readline, gdbm).
NOT_OF_THE_LIBRARY = frozenset(
    {
        "_dbm",
        "_gdbm",
        "_tkinter",
        "antigravity",
        "dbm.gnu",
        "dbm.ndbm",
        "idlelib",
        "lib2to3",
        "nis",
        "readline",
        "this",
        "tkinter",
        "turtle",
        "turtledemo",
    }
)
_TESTS = ("_test", "_xx", "xx", "test", "_ctypes_test")

# What trusted extensions may import besides what the program uses itself.
QT_MODULES = (
    "QtConcurrent",
    "QtCore",
    "QtDBus",
    "QtGui",
    "QtNetwork",
    "QtOpenGL",
    "QtOpenGLWidgets",
    "QtPrintSupport",
    "QtSvg",
    "QtSvgWidgets",
    "QtTest",
    "QtWidgets",
    "QtXml",
)

# Libraries of the system that are brought along, because desktops lack them or call them
# otherwise. All others are named as dependencies: there, they are kept up to date.
BROUGHT_LIBRARIES = (
    "libbz2.so",
    "libcrypt.so",
    "libxcb-cursor.so",
    "libxcb-icccm.so",
    "libxcb-image.so",
    "libxcb-keysyms.so",
    "libxcb-render-util.so",
    "libxcb-util.so",
)

# Parts of Qt for screens without a desktop, for phones, and for toolkits we do not match.
_UNUSED_OF_QT = (
    "/plugins/egldeviceintegrations/",
    "/plugins/generic/",
    "/plugins/networkinformation/",
    "/plugins/platforms/libqeglfs",
    "/plugins/platforms/libqlinuxfb",
    "/plugins/platforms/libqminimal",
    "/plugins/platforms/libqvkkhrdisplay",
    "/plugins/platforms/libqvnc",
    "/plugins/platformthemes/libqgtk3",
    "/plugins/printsupport/",
    "/plugins/qmltooling/",
    "/translations/",
    "libQt6EglF",
    "libQt6Qml",
    "libQt6Quick",
    "libQt6VirtualKeyboard",
)


def standard_library() -> list[str]:
    """Every module of the standard library that comes along, by its dotted name."""
    found = []
    for name in sorted(sys.stdlib_module_names):
        if name in NOT_OF_THE_LIBRARY or name.startswith(_TESTS):
            continue
        spec = _find(name)
        if spec is None:  # another system's
            continue
        found.append(name)
        if spec.submodule_search_locations:
            found += _below(name, spec.submodule_search_locations)
    return found


def _find(name: str) -> ModuleSpec | None:
    """Where Python has a module of its own: setuptools has a distutils as well."""
    return BuiltinImporter.find_spec(name) or PathFinder.find_spec(name, _places())


def _places() -> list[str]:
    stdlib = sysconfig.get_paths()["stdlib"]
    # An empty path would be the folder that this is run in.
    native = sysconfig.get_config_var("DESTSHARED") or str(Path(stdlib, "lib-dynload"))
    return [stdlib, native]


def _below(package: str, folders: Iterable[str]) -> Iterator[str]:
    """The modules in a package, by its folders: nothing is imported to find them."""
    for each in pkgutil.iter_modules(list(folders)):
        if each.name in ("test", "tests", "idle_test"):
            continue
        name = f"{package}.{each.name}"
        if each.name.startswith("_test") or name in NOT_OF_THE_LIBRARY:
            continue
        yield name
        if each.ispkg:
            yield from _below(name, [str(Path(folder, each.name)) for folder in folders])


def all_of(package: str) -> list[str]:
    """A package and every module in it."""
    spec = find_spec(package)
    if spec is None:
        raise LookupError(f"there is no package {package}")
    return [package, *_below(package, spec.submodule_search_locations or ())]


def pip_in_a_wheel() -> list[tuple[str, str]]:
    """The pip that new environments are made with: it fetches what extensions import."""
    spec = find_spec("ensurepip")
    if spec is None or spec.origin is None:
        return []
    wheels = Path(spec.origin).with_name("_bundled").glob("pip-*.whl")
    return [(str(wheel), "ensurepip/_bundled") for wheel in wheels]


def inside() -> list[Distribution]:
    """What the program depends on, and what that depends on, itself included."""
    found: dict[str, Distribution] = {}
    waiting = ["pith"]
    while waiting:
        name = waiting.pop()
        key = _normal(name)
        if key in found:
            continue
        found[key] = distribution(name)
        for line in found[key].requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return [found[key] for key in sorted(found)]


def left_out() -> list[str]:
    """Modules of this environment that have no business in the program: those of its tools."""
    wanted = {_normal(each.name) for each in inside()}
    modules: set[str] = set()
    for each in distributions():
        if _normal(each.name) not in wanted:
            modules |= _top_level(each)
    for name in wanted:
        modules -= _top_level(distribution(name))
    return sorted(modules | NOT_OF_THE_LIBRARY)


def _top_level(of: Distribution) -> set[str]:
    """The names that a distribution can be imported by."""
    names = set()
    for file in of.files or ():
        first = file.parts[0]
        if first.endswith((".dist-info", ".egg-info", ".pth", ".data")) or first == "..":
            continue
        if len(file.parts) > 1 or file.suffix in (".py", ".so", ".pyd"):
            names.add(first.partition(".")[0])
    return names - {"__pycache__"}


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def is_wanted(destination: str, source: str) -> bool:
    """Whether a library that was found to be needed is brought along.

    `destination` is where it would lie in the folder, `source` where it lies now.
    """
    name = destination.replace("\\", "/")
    if any(part in f"/{name}" for part in _UNUSED_OF_QT):
        return False
    if not sys.platform.startswith("linux") or ".so" not in Path(source).name:
        return True
    if Path(name).name.startswith("libpython"):
        return True  # which is a library of the system where Python is
    ours = (sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"], sys.base_prefix)
    if source.startswith(tuple(str(Path(each)) for each in ours)) and not _of_system(source):
        return True
    return Path(name).name.startswith(BROUGHT_LIBRARIES)


def _of_system(source: str) -> bool:
    """Whether a library lies where the system has its own (Python may lie in /usr as well)."""
    folder = Path(source).parent
    tops = (Path("/usr/lib"), Path("/lib"), Path("/usr/lib64"), Path("/lib64"))
    return folder in tops or (folder.parent in tops and "linux" in folder.name)


def brought_by_hand() -> list[tuple[str, str]]:
    """Libraries that the freezer takes for a part of every system, and that are not.

    Distributions differ in the version of libcrypt that they have; Python's module wants this one.
    """
    import ctypes.util

    if not sys.platform.startswith("linux"):
        return []
    name = ctypes.util.find_library("crypt")
    folders = [Path("/lib", f"{platform.machine()}-linux-gnu"), Path("/usr/lib64"), Path("/lib64")]
    return [(str(path), ".") for folder in folders if name and (path := folder / name).exists()][:1]
