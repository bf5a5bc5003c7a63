"""Bytes to characters and back."""

from __future__ import annotations

import codecs
import random

import pytest

from pith.base import ProblemError
from pith.text import ENCODINGS, encoding_label, split_encoding
from pith.text._encodings import Decoded, UnencodableError, decode, encoded, looks_binary


def back(decoded: Decoded) -> bytes:
    return b"".join(encoded([decoded.content], decoded.encoding, decoded.bom))


GERMAN = "Die Straße ist größer als üblich, und über den Häusern hängen schöne Bäume.\n"
FRENCH = "L'été dernier, nous avons mangé à la crêperie ; où êtes-vous allés ?\n"
SPANISH = "El niño comió una manzana en la mañana y corrió por la montaña.\n"
POLISH = "Zażółć gęślą jaźń, proszę bardzo, dziękuję za wszystko.\n"
RUSSIAN = "Съешь ещё этих мягких французских булок, да выпей же чаю.\n"
GREEK = "Η γρήγορη καφέ αλεπού πηδάει πάνω από το τεμπέλικο σκυλί.\n"
JAPANESE = "日本語の文章です。これはテストのためのファイルであり、カタカナも。\n"
CHINESE = "这是一个用来测试编码检测的中文文件，没有什么特别的意义。\n"
TAIWANESE = "這是一個用來測試編碼檢測的中文檔案，沒有什麼特別的意義。\n"
KOREAN = "이것은 인코딩 감지를 시험하기 위한 한국어 파일입니다.\n"


@pytest.mark.parametrize(
    ("content", "written_as", "recognised_as"),
    [
        ("", "utf-8", "utf-8"),
        ("plain ASCII\n", "ascii", "utf-8"),
        (GERMAN + JAPANESE, "utf-8", "utf-8"),
        (GERMAN * 30, "cp1252", "cp1252"),
        ("Grüße aus München\n", "cp1252", "cp1252"),
        ("int main(){}\n" * 50 + "// café\n", "cp1252", "cp1252"),
        (FRENCH * 20, "cp1252", "cp1252"),
        (SPANISH * 20, "cp1252", "cp1252"),
        (POLISH * 20, "cp1250", "cp1250"),
        (RUSSIAN * 20, "cp1251", "cp1251"),
        (RUSSIAN * 20, "koi8-r", "koi8-r"),
        (GREEK * 20, "cp1253", "cp1253"),
        (JAPANESE * 20, "cp932", "cp932"),
        (JAPANESE * 20, "euc_jp", "euc_jp"),
        ("int x = 1; // 変数の初期化を行う\nreturn x; // 値を返します\n" * 20, "cp932", "cp932"),
        (CHINESE * 20, "gbk", "gb18030"),
        (TAIWANESE * 20, "big5", "big5"),
        (KOREAN * 20, "euc_kr", "cp949"),
        ("x = 1\n" * 20_000 + RUSSIAN * 20, "cp1251", "cp1251"),
        ("no mark, sixteen bits\n", "utf-16-le", "utf-16-le"),
        ("no mark, sixteen bits\n", "utf-16-be", "utf-16-be"),
    ],
)
def test_recognises(content: str, written_as: str, recognised_as: str) -> None:
    data = content.encode(written_as)
    decoded = decode(data)
    assert (decoded.encoding, decoded.bom) == (recognised_as, False)
    assert decoded.content == content
    assert back(decoded) == data


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("content", ["", "a", "Grüße 𝒳\r\n日本"])
def test_byte_order_marks_are_obeyed_and_kept(mark: bytes, encoding: str, content: str) -> None:
    data = mark + content.encode(encoding)
    assert decode(data) == Decoded(content, encoding, True)
    assert decode(data, encoding) == Decoded(content, encoding, True)
    assert back(decode(data)) == data
    assert not looks_binary(data)


def test_a_damaged_utf_8_stays_utf_8() -> None:
    data = (GERMAN * 100).encode() + b"\xff broken \xe4\n" + (GERMAN * 100).encode()
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert "\udcff broken \udce4\n" in decoded.content
    assert back(decoded) == data


def test_damage_after_long_ascii_is_judged_where_it_is() -> None:
    data = b"x" * 500_000 + (JAPANESE * 50).encode() + b"\x80" + (JAPANESE * 50).encode()
    assert decode(data).encoding == "utf-8"
    assert back(decode(data)) == data


def test_damage_behind_a_mark_is_kept() -> None:
    data = codecs.BOM_UTF8 + b"a\xffb"
    assert decode(data) == Decoded("a\udcffb", "utf-8", True)


def test_bytes_that_windows_1252_does_not_define_come_back() -> None:
    data = b"caf\xe9 \x81\x8d\x8f\x90\x9d na\xefve\n"
    assert back(decode(data)) == data
    decoded = decode(data, "cp1252")
    assert decoded.content == "café \udc81\udc8d\udc8f\udc90\udc9d naïve\n"
    assert back(decoded) == data


def test_lone_surrogates_in_utf_16_come_back() -> None:
    data = codecs.BOM_UTF16_LE + b"a\x00\x3d\xd8b\x00"
    assert decode(data) == Decoded("a\ud83db", "utf-16-le", True)
    assert back(decode(data)) == data


def test_half_a_character_of_utf_16_is_not_taken_for_it() -> None:
    data = codecs.BOM_UTF16_LE + b"a\x00b"
    assert back(decode(data)) == data
    with pytest.raises(ProblemError, match="cannot be read as UTF-16 LE without loss"):
        decode(data, "utf-16-le")


@pytest.mark.parametrize("name", [name for name, _ in ENCODINGS])
def test_no_encoding_loses_a_byte(name: str) -> None:
    chance = random.Random(f"bytes in {name}")
    for _ in range(300):
        data = bytes(
            chance.choice((chance.randrange(256), chance.randrange(128)))
            for _ in range(chance.randrange(24))
        )
        try:
            decoded = decode(data, name)
        except ProblemError:
            continue
        assert back(decoded) == data, data


def test_detection_loses_no_byte() -> None:
    chance = random.Random("bytes")
    for _ in range(150):
        data = bytes(chance.choices(range(256), k=chance.randrange(60)))
        assert back(decode(data)) == data, data


def test_every_encoding_offered_exists_and_is_named() -> None:
    for name, label in ENCODINGS:
        canonical, bom = split_encoding(name)
        assert encoding_label(canonical, bom) == label
        assert b"".join(encoded(["plain"], canonical, bom))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("UTF8", ("utf-8", False)),
        ("utf-8-sig", ("utf-8", True)),
        ("latin1", ("iso8859-1", False)),
        ("UTF-16", ("utf-16-le", True)),
        ("Shift_JIS", ("cp932", False)),
        ("windows-1252", ("cp1252", False)),
    ],
)
def test_usual_names_are_taken(name: str, expected: tuple[str, bool]) -> None:
    assert split_encoding(name) == expected


@pytest.mark.parametrize("name", ["klingon", "hex", "utf-7", "rot13", "", "a\0b", "unicode_escape"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(ProblemError, match="unknown encoding"):
        split_encoding(name)


def test_utf_16_by_its_general_name_obeys_the_mark() -> None:
    data = codecs.BOM_UTF16_BE + "a".encode("utf-16-be")
    assert decode(data, "utf-16") == Decoded("a", "utf-16-be", True)


@pytest.mark.parametrize(
    ("chunks", "encoding", "offset", "character"),
    [
        (["abc", "d€f"], "iso8859-1", 4, "€"),
        (["日本"], "cp1252", 0, "日"),
        (["ok \ud800"], "utf-8", 3, "\ud800"),
        (["price ", "¥"], "euc_jp", 6, "¥"),  # Python would write a backslash
        (["\udc41"], "cp932", 0, "\udc41"),
    ],
)
def test_what_an_encoding_cannot_hold_is_found(
    chunks: list[str], encoding: str, offset: int, character: str
) -> None:
    with pytest.raises(UnencodableError) as caught:
        list(encoded(chunks, encoding, False))
    assert (caught.value.offset, caught.value.character) == (offset, character)


@pytest.mark.parametrize(
    ("encoding", "character"), [("euc_jp", "¥"), ("euc_jp", "‾"), ("cp932", "¢"), ("cp932", "−")]
)
def test_a_character_that_would_come_back_as_another_is_refused(
    encoding: str, character: str
) -> None:
    assert character.encode(encoding).decode(encoding) != character
    with pytest.raises(UnencodableError):
        list(encoded([character], encoding, False))


@pytest.mark.parametrize(
    ("head", "binary"),
    [
        (b"", False),
        (b"text\n", False),
        (b"\x7fELF\x02\x01\x01\x00\x00", True),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", True),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", True),
        (b"a\x00b\x00c\x00\n\x00", False),
        (b"\x00a\x00b\x00\n", False),
        (b"a\x00\x00\x00b\x00\x00\x00", True),
        (b"\x1b[31mred\x1b[0m\r\n\x07", False),
        (bytes(range(1, 32)) * 4, True),
        ("Grüße".encode("cp1252"), False),
    ],
)
def test_tells_binary_files(head: bytes, binary: bool) -> None:
    assert looks_binary(head) is binary
