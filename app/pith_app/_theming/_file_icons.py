"""Which icon stands for a file."""

from __future__ import annotations

_BY_NAME = {
    "makefile": "makefile",
    "dockerfile": "docker",
    "license": "license",
    "licence": "license",
    "copying": "license",
    "readme.md": "readme",
    "readme": "readme",
    "readme.rst": "readme",
    "changelog.md": "changelog",
    "pyproject.toml": "python-misc",
    "requirements.txt": "python-misc",
    "setup.cfg": "python-misc",
    "package.json": "nodejs",
    "package-lock.json": "nodejs",
    "cargo.toml": "rust",
    "cargo.lock": "rust",
    "go.mod": "go-mod",
    "go.sum": "go-mod",
    "cmakelists.txt": "cmake",
    ".gitignore": "git",
    ".gitattributes": "git",
    ".gitmodules": "git",
    ".editorconfig": "editorconfig",
}

_BY_EXTENSION = {
    "py": "python",
    "pyi": "python",
    "pyw": "python",
    "js": "javascript",
    "mjs": "javascript",
    "cjs": "javascript",
    "ts": "typescript",
    "mts": "typescript",
    "cts": "typescript",
    "jsx": "react",
    "tsx": "react_ts",
    "json": "json",
    "jsonc": "json",
    "toml": "toml",
    "yaml": "yaml",
    "yml": "yaml",
    "md": "markdown",
    "markdown": "markdown",
    "rst": "document",
    "txt": "document",
    "html": "html",
    "htm": "html",
    "css": "css",
    "scss": "sass",
    "sass": "sass",
    "less": "less",
    "xml": "xml",
    "svg": "svg",
    "png": "image",
    "jpg": "image",
    "jpeg": "image",
    "gif": "image",
    "webp": "image",
    "ico": "image",
    "bmp": "image",
    "c": "c",
    "h": "h",
    "cpp": "cpp",
    "cc": "cpp",
    "cxx": "cpp",
    "hpp": "hpp",
    "hh": "hpp",
    "cs": "csharp",
    "java": "java",
    "kt": "kotlin",
    "kts": "kotlin",
    "go": "go",
    "rs": "rust",
    "rb": "ruby",
    "php": "php",
    "swift": "swift",
    "lua": "lua",
    "r": "r",
    "jl": "julia",
    "hs": "haskell",
    "ex": "elixir",
    "exs": "elixir",
    "erl": "erlang",
    "clj": "clojure",
    "scala": "scala",
    "dart": "dart",
    "zig": "zig",
    "vue": "vue",
    "svelte": "svelte",
    "sh": "console",
    "bash": "console",
    "zsh": "console",
    "fish": "console",
    "bat": "console",
    "ps1": "powershell",
    "sql": "database",
    "db": "database",
    "sqlite": "database",
    "csv": "table",
    "tsv": "table",
    "ini": "settings",
    "cfg": "settings",
    "conf": "settings",
    "env": "settings",
    "properties": "settings",
    "lock": "lock",
    "log": "log",
    "pdf": "pdf",
    "zip": "zip",
    "gz": "zip",
    "xz": "zip",
    "bz2": "zip",
    "zst": "zip",
    "tar": "zip",
    "7z": "zip",
    "whl": "zip",
    "deb": "zip",
    "ttf": "font",
    "otf": "font",
    "woff": "font",
    "woff2": "font",
    "mp3": "audio",
    "wav": "audio",
    "ogg": "audio",
    "flac": "audio",
    "mp4": "video",
    "mkv": "video",
    "webm": "video",
    "tex": "tex",
    "bib": "tex",
    "diff": "diff",
    "patch": "diff",
    "cmake": "cmake",
    "proto": "proto",
    "graphql": "graphql",
    "ipynb": "jupyter",
    "exe": "exe",
    "so": "exe",
    "dll": "exe",
    "o": "exe",
    "key": "key",
    "pem": "key",
    "crt": "certificate",
}


FILE, FOLDER, OPEN_FOLDER = "file:", "folder:", "open-folder:"
"""Begin the name of an icon that the icon theme chooses when it is painted."""


def file_icon(name: str) -> str:
    """The name of the icon for a file called `name` (without its folder)."""
    return FILE + name


def folder_icon(name: str, expanded: bool = False) -> str:
    """The name of the icon for a folder called `name`."""
    return (OPEN_FOLDER if expanded else FOLDER) + name


def own_icon(name: str) -> str:
    """The icon of Pith's for what file_icon() and folder_icon() name; others are what they are."""
    if name.startswith(FOLDER):
        return "folder"
    if name.startswith(OPEN_FOLDER):
        return "folder-opened"
    return _own_file_icon(name.removeprefix(FILE)) if name.startswith(FILE) else name


def _own_file_icon(name: str) -> str:
    lowered = name.lower()
    found = _BY_NAME.get(lowered)
    if found is None:
        parts = lowered.split(".")
        if parts[0] in ("license", "licence", "copying", "dockerfile", "makefile"):
            found = _BY_NAME[parts[0]]
        elif len(parts) > 1:
            found = _BY_EXTENSION.get(parts[-1])
    return f"files/{found or 'file'}"
