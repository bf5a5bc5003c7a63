"""Small texts in several languages, each with what is awkward to colour in it."""

from __future__ import annotations

from typing import Final

SAMPLES: Final[dict[str, str]] = {
    "python": '''#!/usr/bin/env python3
"""A docstring
of two lines."""

from __future__ import annotations
import os.path as p, sys


@decorated(with_="x")
class Thing(Base, metaclass=Meta):
    r"""Raw \\d docstring."""

    limit: int = 0x_FF + 0b1 + 0o7 + 1_000.5e-3j

    async def method(self, *args: str, **kwargs) -> f"{None}":
        text = f"{self.limit!r:>{10}} {{}} {'nested'}" \\
            "continued"
        more = """
        # not a comment
        """ if not args else b'\\x00\\n' + rb"\\d"
        match text:
            case "a" | "b":
                return await self.other(text)
            case _:
                raise ValueError("%s and {}" % text) from None
        while True:  # comment with "quotes"
            yield lambda x: x @ x
''',
    "c": """/* A comment
 * of three lines
 */
#include <stdio.h>
#define MAX(a, b) \\
    ((a) > (b) ? (a) : (b))
#if 0
not compiled
#endif

static const char *names[] = { "one", "two\\n", L"wide" };

int main(int argc, char **argv)
{
    size_t n = sizeof(names) / sizeof(*names); // a line comment
    for (unsigned i = 0u; i < n; i++) {
        printf("%s: %d\\n", names[i], 'x' + 0x1F);
        goto done;
    }
done:
    return argc > 1 ? MAX(1, 2) : 0;
}
""",
    "html": """<!DOCTYPE html>
<html lang="en">
<head>
  <title>A &amp; B</title>
  <!-- a comment
       of two lines -->
  <style>
    body { color: #fff; margin: 0 auto; }
  </style>
  <script type="text/javascript">
    const x = `a ${1 + 2} b`; // comment
    document.write("<p>" + x + "</p>");
  </script>
</head>
<body class='one two' hidden>
  <p id=unquoted>Text<br/>more</p>
</body>
</html>
""",
    "javascript": """import { a as b } from "./module.js";
/* block
   comment */
export default class Foo extends Bar {
  #secret = /[a-z/]+\\/(?<name>x)/giu;
  async *items(x = 1, ...rest) {
    const text = `line one ${x ? `nested ${rest}` : "none"}
line two`;
    for await (const each of rest) yield each ?? null;
    return x / 2 / 3n; // not a regular expression
  }
}
""",
    "typescript": """interface Point<T extends number> { readonly x: T; y?: T }
type Name = `on${Capitalize<string>}`;
enum Color { Red = 1, Green = "g" }
export const load = async <T>(path: string): Promise<T[]> => {
  const value = (await import(path)) as unknown as T;
  return [value!];
};
@Component({ selector: "app" })
abstract class Thing implements Point<1> { declare x: 1; }
""",
    "yaml": """%YAML 1.2
---
# comment
key: value
list:
  - one
  - "two: 2"
  - {flow: [a, b], other: 'single'}
block: |
  literal text
    indented: not a key

folded: >-
  folded
  text
anchor: &name
  <<: *other
? complex
: value
...
""",
    "ruby": """=begin
block comment
=end
class Foo < Bar::Baz
  attr_reader :name, :'quoted'
  CONSTANT = %w[a b c].freeze
  def call(x = 1, *rest, key: nil, &block)
    text = <<~HEREDOC + <<-'RAW'
      hello #{name.upcase} there
    HEREDOC
      raw #{not}
    RAW
    puts "a #{x > 1 ? "b" : 'c'}" if x =~ /re#{gex}\\/x/i
    $global ||= @instance || @@klass
  end
end
__END__
data
""",
    "rust": """//! Inner doc
#![allow(dead_code)]
/* nested /* comment */ still */
use std::{fmt, io::{self, Read}};

#[derive(Debug, Clone)]
pub struct Point<'a, T: 'static> { x: &'a T, y: u64 }

impl<'a, T> Point<'a, T> {
    /// Docs
    pub fn new(x: &'a T) -> Option<Self> {
        let raw = r#"raw "string""#;
        let c = '\\n'; let b = b"bytes";
        println!("{} {:?}", raw, 1_000u64);
        match x { _ if true => None, _ => Some(Self { x, y: 0xff }) }
    }
}
""",
    "markdown": """# Heading

Some *emphasis*, **strong**, `code` and a [link](https://example.org "title").

- item one
  1. nested

> quote

```python
def f():
    return "x"
```

    indented code

| a | b |
|---|---|
| 1 | 2 |

<p>html</p> ~~gone~~
""",
    "css": """@charset "utf-8";
/* comment
   two lines */
@media screen and (min-width: 100px) {
  a:hover::before, #id.class > [href^="x"] {
    background: url("x.png") no-repeat, linear-gradient(to right, #fff 0%, rgba(0, 0, 0, .5) 100%);
    margin: -1px auto !important;
    --custom: calc(1px + 2em);
  }
}
""",
    "bash": """#!/bin/bash
set -euo pipefail
name=${1:-"default $HOME"}  # comment
function greet() {
  local x=$(echo `date` | sed 's/a/b/')
  if [[ $x == *foo* && -n "$name" ]]; then
    cat <<EOF
hello $name
EOF
  fi
  for i in {1..3}; do echo $((i * 2)); done
  case "$1" in
    a|b) echo 'single $quoted' ;;
    *) exit 1 ;;
  esac
}
""",
    "php": """<html>
<?php
namespace Foo\\Bar;
/** Doc
 * @param int $x
 */
class Thing extends Base implements Other {
    public function call(?int $x = null): array {
        $text = "a $x {$this->name} b" . 'single';
        $doc = <<<EOT
heredoc $text
EOT;
        return array_map(fn($y) => $y * 2, [1, 2]); # comment
    }
}
?>
</html>
""",
    "lua": """--[[ block
comment ]]
local function f(a, ...)
  local s = [[long
string]] .. "short\\n" -- comment
  for i = 1, 10 do print(string.format("%d", i)) end
  return not a and table.concat({...}, ",") or nil
end
""",
    "sql": """-- comment
CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY, name VARCHAR(20) DEFAULT 'it''s');
/* block
   comment */
SELECT a.id, COUNT(*) FROM t AS a JOIN b ON a.id = b.id WHERE name LIKE '%x' ORDER BY 1 DESC;
""",
    "xml": """<?xml version="1.0"?>
<!DOCTYPE root [<!ENTITY e "x">]>
<root xmlns:a="urn:a">
  <!-- comment
  --><a:item key="value" other='x'>text &lt; more</a:item>
  <![CDATA[ raw <data> ]]>
  <empty/>
</root>
""",
    "go": """package main

import (
	"fmt"
	str "strings"
)

/* block */
type T struct {
	Name string `json:"name"`
}

func (t *T) Do(ch chan<- int, xs ...float64) (err error) {
	defer func() { recover() }()
	raw := `raw
string`
	for i := range xs {
		go fmt.Println(raw, str.ToUpper("x\\n"), 'r', 0x1F, i) // comment
	}
	return nil
}
""",
    "java": """package a.b;
import java.util.*;
/**
 * Doc
 */
@Entity(name = "x")
public final class Foo<T extends Bar> implements Baz {
    private static final long X = 1L, Y = 0xFFL;
    @Override public String toString() { return "a\\n" + 'c' + super.toString(); } // end
    record Point(int x, int y) {}
}
""",
    "diff": """diff --git a/x b/x
index 1..2 100644
--- a/x
+++ b/x
@@ -1,2 +1,2 @@ def f():
 same
-old
+new
""",
    "toml": """# comment
[table.sub]
key = "value\\n"
numbers = [1, 2.5, 0xff, 1979-05-27T07:32:00Z]
multi = \"\"\"
text
\"\"\"
[[array]]
flag = true
""",
    "ini": """; comment
[section]
key = value
other : 1
# another
""",
    "make": """# comment
CC ?= gcc
SRC := $(wildcard *.c)
all: $(SRC:.c=.o)
\t@echo "building $@" && $(CC) -o $@ $^
ifeq ($(DEBUG),1)
CFLAGS += -g \\
  -O0
endif
.PHONY: all
""",
    "rst": """Title
=====

.. note:: Something *emphasised* and ``literal``.

.. code-block:: python

   def f():
       return 1

* item with `link <https://example.org>`_

:field: value
""",
    "pith:json": """{
  "key": "value \\n \\u00e9 \\x",
  // comment
  "numbers": [1, -2.5, 1e10, 0, 01],
  "nested": {"a": true, "b": null, /* block
  comment */ "c": [],},
  bare: "unclosed
}
""",
    "haskell": """{-# LANGUAGE GADTs #-}
module Main (main) where
{- block {- nested -} -}
import qualified Data.Map as M
data T a = A { x :: Int } | B a deriving (Show, Eq)
main :: IO ()
main = do
  let y = 'c' : "string\\n" -- comment
  mapM_ print [x' | x' <- [1 .. 10], even x']
""",
    "perl": """#!/usr/bin/perl
use strict; use warnings;
=pod

Documentation

=cut
my %h = (a => 1, 'b' => q{x{y}z});
sub f { my ($x) = @_; return $x =~ m/re(g)ex/i ? "a $h{a}\\n" : <<"END"; }
here $x doc
END
print f(@ARGV), $0; # comment
""",
}

# What edits in tests insert: whatever opens, closes or breaks something in some language.
FRAGMENTS: Final = (
    '"',
    "'",
    "`",
    '"""',
    "/*",
    "*/",
    "//",
    "#",
    "--",
    "<!--",
    "-->",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "</script>",
    "<script>",
    "<?php",
    "?>",
    "\n",
    "\n\n",
    "\\",
    "\\\n",
    "    ",
    "\t",
    ":",
    "- ",
    "=",
    "@",
    "%",
    "$",
    "é",
    "漢字",
    "x",
    "name",
    "def f(",
    "class ",
    "if ",
    "end\n",
    "<<EOF\n",
    "EOF\n",
    "${",
    "#{",
)
