"""Which languages are known, by the ids of documents. This is all that is read at start: what is to
be known of a language is put together when somebody types in it."""

from __future__ import annotations

_FAMILIES = {
    "python": "python cython gdscript mojo",
    "javascript": "javascript javascriptreact typescript typescriptreact vue svelte astro qml",
    "c": "c cpp cuda-cpp objective-c objective-cpp glsl hlsl",
    "java": "java",
    "csharp": "csharp",
    "dart": "dart",
    "groovy": "groovy",
    "d": "d vala",
    "go": "go v",
    "rust": "rust",
    "kotlin": "kotlin",
    "swift": "swift",
    "scala": "scala",
    "php": "php",
    "ruby": "ruby elixir crystal",
    "lua": "lua luau",
    "perl": "perl",
    "r": "r",
    "julia": "julia",
    "nim": "nim",
    "zig": "zig",
    "odin": "odin",
    "matlab": "matlab octave",
    "awk": "awk",
    "coffeescript": "coffeescript",
    "vim": "viml",
    "pascal": "pascal",
    "basic": "vb",
    "fortran": "fortran fortran-fixed",
    "sql": "sql",
    "plain": "solidity wgsl haxe gleam actionscript actionscript3",
}

#: The name of a family by the id of a document's language. What one document of it defines may be
#: called in another.
FAMILIES = {identity: family for family, ids in _FAMILIES.items() for identity in ids.split()}
