#!/usr/bin/env python3
"""Writes the golden vectors in docs/vectors, each checked with msgpack-python; --check only compares.

Lines that another program made (`made_by`) are left as they are.
"""

import argparse
import json
import math
import os
import struct
import sys

import msgpack

from vector_values import Float32, Pairs, as_read, ext, hexed, shortest, tagged

PYTHON = "msgpack-python 1.0.3"
HAND = "hand"
VECTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "vectors")
FRAME_LIMIT = 1024 * 1024
NESTING_LIMIT = 32
ACTION = b"\xa6action"


def read(payload):
    return msgpack.unpackb(payload, raw=False, strict_map_key=False)


def what_python_does(payload):
    """`reads` or the name of what msgpack-python raises."""
    try:
        read(payload)
    except Exception as error:
        return type(error).__name__
    return "reads"


def around(value_bytes):
    """The payload of `{"action": "v", "v": …}` around the bytes of a value."""
    return b"\x82" + ACTION + b"\xa1v" + b"\xa1v" + value_bytes


# ---- messages.jsonl


def message_row(name, payload, value, made_by):
    if as_read(read(payload)) != as_read(value):
        raise AssertionError(f"{name}: msgpack-python reads {read(payload)!r}")
    return {
        "name": name,
        **hexed(payload),
        "made_by": made_by,
        "expect": "message",
        "shortest": payload == shortest(value),
        "value": tagged(value),
    }


def by_python(name, value):
    """A message with the value as its field `v`, written by msgpack-python in one piece."""
    message = {"action": "v", "v": value}
    payload = msgpack.packb(message)
    if payload != shortest(message):
        raise AssertionError(f"{name}: msgpack-python writes {payload.hex()}")
    return message_row(name, payload, message, PYTHON)


def by_hand(name, value, digits):
    """A message with the value as its field `v`, in a form that msgpack-python does not choose."""
    return message_row(name, around(bytes.fromhex(digits)), {"action": "v", "v": value}, HAND)


def messages():
    yield from whole_numbers()
    yield from floats()
    yield from texts_and_bytes()
    yield from containers()
    yield from exts()
    yield from timestamps()
    yield from keys()
    yield from shapes()


def whole_numbers():
    edges = [0, 1, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1, 2**32]
    edges += [2**53 - 1, 2**53, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1]
    edges += [-1, -32, -33, -128, -129, -32768, -32769, -(2**31), -(2**31) - 1, -(2**53) - 1, -(2**63)]
    for number in edges:
        yield by_python(f"int {number}", number)
    for form, digits in enumerate(("cc05", "cd0005", "ce00000005", "cf0000000000000005")):
        yield by_hand(f"int 5 as uint{8 << form}", 5, digits)
    for form, digits in enumerate(("d005", "d10005", "d200000005", "d30000000000000005")):
        yield by_hand(f"int 5 as int{8 << form}", 5, digits)
    for form, digits in enumerate(("d0ff", "d1ffff", "d2ffffffff", "d3ffffffffffffffff")):
        yield by_hand(f"int -1 as int{8 << form}", -1, digits)
    for form, digits in enumerate(("d07f", "d17fff", "d27fffffff", "d37fffffffffffffff")):
        yield by_hand(f"the largest int{8 << form} in its own form", 2 ** ((8 << form) - 1) - 1, digits)


def floats():
    for number in (0.0, -0.0, 1.0, 1.5, -2.5, 0.1, math.pi, 1.7976931348623157e308, 2.2250738585072014e-308, 5e-324):
        yield by_python(f"float64 {number!r}", number)
    for number in (2.0**53, math.inf, -math.inf, math.nan):
        yield by_python(f"float64 {number!r}", number)
    for number, digits in (
        (0.0, "00000000"),
        (-0.0, "80000000"),
        (1.5, "3fc00000"),
        (0.10000000149011612, "3dcccccd"),
        (3.4028234663852886e38, "7f7fffff"),
        (1.401298464324817e-45, "00000001"),
        (math.inf, "7f800000"),
        (-math.inf, "ff800000"),
        (math.nan, "7fc00000"),
    ):
        yield by_hand(f"float32 {number!r}", Float32(number), "ca" + digits)


def texts_and_bytes():
    for value in (None, True, False):
        yield by_python(f"{value}", value)
    for length in (0, 1, 31, 32, 255, 256, 65535, 65536):
        yield by_python(f"str of {length} bytes", "x" * length)
    yield by_hand("str of 1 byte as str8", "x", "d90178")
    yield by_hand("str of 1 byte as str16", "x", "da000178")
    yield by_hand("str of 1 byte as str32", "x", "db0000000178")
    for name, text in (
        ("two bytes a character", "Привет"),
        ("three bytes a character", "世界"),
        ("four bytes a character", "🎮🕹"),
        ("U+0000", "a\x00b"),
        ("U+007F to U+0080", "\x7f\x80"),
        ("U+07FF to U+0800", "\u07ff\u0800"),
        ("U+D7FF and U+E000, beside the surrogates", "\ud7ff\ue000"),
        ("U+FEFF, which is no mark here", "\ufeffa"),
        ("U+FFFF, no character and yet valid", "\uffff"),
        ("U+FFFD itself", "a\ufffdb"),
        ("U+10000 and U+10FFFF", "\U00010000\U0010ffff"),
        ("combining characters, not composed", "e\u0301"),
    ):
        yield by_python(f"str with {name}", text)
    for length in (0, 1, 255, 256, 65535, 65536):
        yield by_python(f"bin of {length} bytes", b"\x07" * length)
    yield by_hand("bin of 1 byte as bin16", b"\x07", "c5000107")
    yield by_hand("bin of 1 byte as bin32", b"\x07", "c60000000107")
    yield by_python("bin that is no UTF-8", b"\xff\xfe\xc3\x28")


def containers():
    for length in (0, 1, 15, 16, 65535, 65536):
        yield by_python(f"list of {length}", [None] * length)
    yield by_hand("list of 1 as array16", [7], "dc000107")
    yield by_hand("list of 1 as array32", [7], "dd0000000107")
    yield by_hand("empty list as array32", [], "dd00000000")
    for length in (0, 1, 15, 16, 300):
        yield by_python(f"map of {length}", {f"k{number}": number for number in range(length)})
    yield by_hand("map of 1 as map16", {"k": 7}, "de0001a16b07")
    yield by_hand("map of 1 as map32", {"k": 7}, "df00000001a16b07")
    yield by_hand("empty map as map32", {}, "df00000000")
    yield by_python("a list of each kind", [1, -1, 1.5, "a", b"b", None, True, [], {}, msgpack.ExtType(5, b"c")])
    yield by_python("a map of maps", {"a": {"b": {"c": [{"d": 1}, {"d": 2}]}}})


def exts():
    for length in (0, 1, 2, 3, 4, 5, 8, 9, 16, 17, 255, 256, 65535, 65536):
        yield by_python(f"ext of {length} bytes", msgpack.ExtType(5, b"\x07" * length))
    for kind in (0, 127):
        yield by_python(f"ext of type {kind}", msgpack.ExtType(kind, b"\x01"))
    yield by_hand("ext of 1 byte as ext8", msgpack.ExtType(5, b"\x07"), "c7010507")
    yield by_hand("ext of 1 byte as ext16", msgpack.ExtType(5, b"\x07"), "c800010507")
    yield by_hand("ext of 1 byte as ext32", msgpack.ExtType(5, b"\x07"), "c9000000010507")
    yield by_python("ext whose bytes are no msgpack and no UTF-8", msgpack.ExtType(5, b"\xc1\xff"))


def timestamps():
    for seconds, nanos in (
        (0, 0),
        (2**32 - 1, 0),
        (0, 1),
        (1709209815, 123456789),
        (2**32, 0),
        (2**34 - 1, 999_999_999),
        (2**34, 0),
        (-1, 0),
        (-1, 999_999_999),
        (-62135596800, 0),
        (253402300799, 999_999_999),
        (-31557014167219200, 0),
        (31556889864403199, 999_999_999),
    ):
        yield by_python(f"timestamp {seconds} s {nanos} ns", msgpack.Timestamp(seconds, nanos))
    one = msgpack.Timestamp(1, 0)
    yield by_hand("timestamp32 in ext8", one, "c704ff00000001")
    yield by_hand("timestamp32 in ext16", one, "c80004ff00000001")
    yield by_hand("timestamp32 in ext32", one, "c900000004ff00000001")
    yield by_hand("timestamp64 that would fit 32", one, "d7ff0000000000000001")
    yield by_hand("timestamp64 in ext8", one, "c708ff0000000000000001")
    yield by_hand("timestamp96 that would fit 32", one, "c70cff000000000000000000000001")
    yield by_hand("timestamp96 in ext16", one, "c8000cff000000000000000000000001")


def keys():
    for name, key in (
        ("0", 0),
        ("1", 1),
        ("-1", -1),
        ("2**64 - 1", 2**64 - 1),
        ("-2**63", -(2**63)),
        ("nil", None),
        ("true", True),
        ("false", False),
        ("1.5", 1.5),
        ("bytes", b"\x01\x02"),
        ("an empty str", ""),
        ("a str beyond ASCII", "größe 📏"),
        ("an ext", msgpack.ExtType(5, b"\x01")),
        ("a timestamp", msgpack.Timestamp(1, 5)),
    ):
        yield by_python(f"key {name}", {key: "found"})
    yield by_hand("key 1.5 as float32", Pairs([(Float32(1.5), 7)]), "81ca3fc0000007")
    yield by_hand("key 5 as uint16", {5: 7}, "81cd000507")
    yield by_python("keys of many kinds", {1: "a", "1": "b", b"1": "c", None: "d", 2.5: "e", -1: "f"})
    yield by_python("players by their ids", {1: {"x": 1.5, "y": 2.5}, 2: {"x": 3.5, "y": 4.5}, 70000: {}})


def shapes():
    whole = [
        ("an action alone", {"action": "jump"}),
        ("the greeting's look", {"action": "connected"}),
        ("an action named disconnected", {"action": "disconnected"}),
        ("an action that is empty", {"action": ""}),
        ("an action beyond ASCII", {"action": "größe"}),
        ("the action last", {"x": 1, "y": 2.5, "action": "move"}),
        ("the action in the middle", {"x": 1, "action": "move", "y": 2.5}),
        ("15 fields in all", {"action": "many", **{f"f{number}": number for number in range(14)}}),
        ("16 fields in all", {"action": "many", **{f"f{number}": number for number in range(15)}}),
        ("an action inside is not the action", {"action": "outer", "inner": {"action": "inner"}}),
        ("names of the library's questions", {"action": "join", "$id": 7, "$re": 6}),
    ]
    for name, message in whole:
        payload = msgpack.packb(message)
        yield message_row(name, payload, message, PYTHON)
    for name, digits in (
        ("the message's map as map16", "de0001" + ACTION.hex() + "a176"),
        ("the message's map as map32", "df00000001" + ACTION.hex() + "a176"),
        ("the key action as str8", "81d906616374696f6ea176"),
        ("the key action as str32", "81db00000006616374696f6ea176"),
        ("the action's name as str16", "81" + ACTION.hex() + "da000176"),
    ):
        yield message_row(name, bytes.fromhex(digits), {"action": "v"}, HAND)
    for kind in ("list", "map"):
        yield by_python(f"{kind}s down to level {NESTING_LIMIT}", nested(kind, NESTING_LIMIT - 1))


def nested(kind, levels):
    """So many containers one in the other; the message's own map is level 1 and not among them."""
    value = 7
    for _ in range(levels):
        value = [value] if kind == "list" else {"k": value}
    return value


# ---- frames.jsonl


def frame(payload):
    return struct.pack(">I", len(payload)) + payload


def frame_row(name, payloads, rest=b""):
    stream = b"".join(map(frame, payloads)) + rest
    row = {"name": name, **hexed(stream), "made_by": HAND, "expect": "payloads"}
    return {**row, "payloads": [hexed(payload) for payload in payloads], "rest": hexed(rest)}


def padded(length):
    """A message of exactly so many bytes."""
    for header in (b"\xc4", b"\xc5", b"\xc6"):
        width = {b"\xc4": 1, b"\xc5": 2, b"\xc6": 4}[header]
        size = length - len(around(b"")) - 1 - width
        payload = around(header + size.to_bytes(width, "big") + b"\x00" * size) if 0 <= size < 256**width else b""
        if len(payload) == length and payload == shortest(read(payload)):
            return payload
    raise ValueError(f"no message has {length} bytes")


def frames():
    greeting = msgpack.packb({"action": "connected"})
    move = msgpack.packb({"action": "move", "x": 10, "y": 2.5})
    chat = msgpack.packb({"action": "chat", "text": "hé 🎮"})
    yield frame_row("nothing", [])
    yield frame_row("one frame", [greeting])
    yield frame_row("three frames in one piece", [greeting, move, chat])
    yield frame_row("a hundred frames in one piece", [move] * 100)
    yield frame_row("the shortest payload", [b"\x05"])
    yield frame_row("messages and what is skipped between them", [move, b"\x90", b"\x80", b"\xc3", chat])
    for length in (1, 2, 3):
        yield frame_row(f"{length} of a header's bytes", [move], frame(chat)[:length])
    yield frame_row("a header and nothing of its payload", [move], frame(chat)[:4])
    yield frame_row("a payload but its last byte", [move], frame(chat)[:-1])
    yield frame_row("a header alone with the longest length", [], struct.pack(">I", FRAME_LIMIT))
    for length in (255, 256, 65535, 65536, FRAME_LIMIT - 1, FRAME_LIMIT):
        yield frame_row(f"a payload of {length} bytes, then a short one", [padded(length), move])


# ---- broken.jsonl


def broken_payload(name, payload, expect="protocol_error"):
    does = what_python_does(payload)
    return {"name": name, **hexed(payload), "made_by": HAND, "kind": "payload", "expect": expect, "msgpack_python": does}


def broken_stream(name, stream, expect="protocol_error", payloads=()):
    row = {"name": name, **hexed(stream), "made_by": HAND, "kind": "stream", "expect": expect}
    return {**row, "payloads": [hexed(payload) for payload in payloads]}


# Every kind of value that has a header, as a whole; each is cut in its header and in its content.
WHOLE = [
    ("uint8", "cc80"), ("uint16", "cd0100"), ("uint32", "ce00010000"), ("uint64", "cf0000000100000000"),
    ("int8", "d080"), ("int16", "d18000"), ("int32", "d280000000"), ("int64", "d38000000000000000"),
    ("float32", "ca3fc00000"), ("float64", "cb3ff8000000000000"),
    ("fixstr", "a3616263"), ("str8", "d903616263"), ("str16", "da0003616263"), ("str32", "db00000003616263"),
    ("bin8", "c403010203"), ("bin16", "c50003010203"), ("bin32", "c600000003010203"),
    ("fixarray", "93010203"), ("array16", "dc0003010203"), ("array32", "dd00000003010203"),
    ("fixmap", "82a16101a16202"), ("map16", "de0002a16101a16202"), ("map32", "df00000002a16101a16202"),
    ("fixext1", "d40507"), ("fixext2", "d5050707"), ("fixext4", "d60507070707"),
    ("fixext8", "d705" + "07" * 8), ("fixext16", "d805" + "07" * 16),
    ("ext8", "c70305070707"), ("ext16", "c8000305070707"), ("ext32", "c90000000305070707"),
    ("timestamp32", "d6ff00000001"), ("timestamp64", "d7ff0000000000000001"),
    ("timestamp96", "c70cff000000000000000000000001"),
]  # fmt: skip


def broken():
    yield from broken_in_shape()
    yield from truncated()
    yield from claims()
    yield from too_deep()
    yield from broken_streams()


def broken_in_shape():
    jump = msgpack.packb({"action": "jump"})
    yield {**broken_payload("nil", b"\xc0"), "msgpack_python": "reads None, and the original library jams"}
    yield broken_payload("an empty payload", b"")
    yield broken_payload("a byte after the message", jump + b"\x00")
    yield broken_payload("nil after the message", jump + b"\xc0")
    yield broken_payload("a second message after the message", jump + jump)
    yield broken_payload("a byte after what would be skipped", b"\x80\x00")
    yield broken_payload("a byte after a number", b"\x05\x00")
    yield broken_payload("reserved 0xc1 alone", b"\xc1")
    yield broken_payload("reserved 0xc1 as a value", around(b"\xc1"))
    yield broken_payload("reserved 0xc1 as a key", around(b"\x81\xc1\x01"))
    yield broken_payload("reserved 0xc1 deep in a list", around(b"\x91\x91\xc1"))
    yield broken_payload("reserved 0xc1 as the action", b"\x81" + ACTION + b"\xc1")
    yield broken_payload("reserved 0xc1 in a list of the library's own look", b"\x92\x64\xc1")


def truncated():
    for name, digits in WHOLE:
        whole = bytes.fromhex(digits)
        if what_python_does(around(whole)) != "reads":
            raise AssertionError(f"{name} is broken before it is cut")
        yield broken_payload(f"{name} without its last byte", around(whole[:-1]))
        if len(whole) > 2:
            yield broken_payload(f"{name} after its first byte", around(whole[:1]))
    yield broken_payload("a message without its last value", around(b""))
    yield broken_payload("a message with a field too few", b"\x83" + around(b"\x01")[1:])
    yield broken_payload("a map's header alone", b"\x81")
    yield broken_payload("a list's header alone", b"\x91")
    yield broken_payload("a str's header alone", b"\xa5")
    yield broken_payload("a key without its value", b"\x81" + ACTION)


def claims():
    yield broken_payload("map32 that claims 2**32 - 1 pairs in 6 bytes", bytes.fromhex("dfffffffff01"))
    yield broken_payload("map32 that claims 2**31 pairs in 6 bytes", bytes.fromhex("df8000000001"))
    yield broken_payload("array32 that claims 2**32 - 1 in 6 bytes", bytes.fromhex("ddffffffff01"))
    for name, digits in (
        ("map32", "dfffffffff"),
        ("array32", "ddffffffff"),
        ("str32", "dbffffffff"),
        ("bin32", "c6ffffffff"),
        ("ext32", "c9ffffffff05"),
    ):
        yield broken_payload(f"a field's {name} that claims 2**32 - 1", around(bytes.fromhex(digits) + b"\x01" * 8))
    yield broken_payload("a field's map16 that claims as many pairs as bytes", around(b"\xde\x00\x08" + b"\x01" * 8))
    yield broken_payload("a field's array16 that claims one too many", around(b"\xdc\x00\x09" + b"\x01" * 8))
    claim = b"\xdd\x00\x00\x40\x00"
    yield broken_payload("lists that each claim 16384, one in the other", around(claim * 30 + b"\x01" * 16384))


def too_deep():
    below = NESTING_LIMIT - 1
    for name, payload in (
        ("lists down to level 33", around(b"\x91" * (below + 1) + b"\x07")),
        ("lists down to level 33, the last one empty", around(b"\x91" * below + b"\x90")),
        ("maps down to level 33", around(b"\x81\xa1k" * (below + 1) + b"\x07")),
        ("maps down to level 33, the last one empty", around(b"\x81\xa1k" * below + b"\x80")),
        ("lists and maps in turn down to level 33", around(b"\x91\x81\xa1k" * ((below + 1) // 2) + b"\x07")),
        ("lists down to level 1026", around(b"\x91" * 1024 + b"\x90")),
        ("lists down to level 100002", around(b"\x91" * 100_000 + b"\x90")),
        ("maps down to level 100001", around(b"\x81\x01" * 100_000 + b"\x07")),
    ):
        yield broken_payload(name, payload, "limit")


def broken_streams():
    move = msgpack.packb({"action": "move", "x": 10})
    yield broken_stream("an empty frame", frame(b""))
    yield broken_stream("an empty frame after a message", frame(move) + frame(b""), payloads=[move])
    yield broken_stream("a length of 4 GiB - 1", b"\xff\xff\xff\xff")
    yield broken_stream("a length of 2 GiB", b"\x80\x00\x00\x00")
    yield broken_stream("a length of 16 MiB", b"\x01\x00\x00\x00")
    yield broken_stream("the first byte of a length of 16 MiB", b"\x01")
    yield broken_stream("a length of 16 MiB after a message", frame(move) + b"\x01\x00\x00\x00", payloads=[move])
    yield broken_stream("a length of 16 MiB - 1", b"\x00\xff\xff\xff", "limit")
    yield broken_stream("a length one over 1 MiB", struct.pack(">I", FRAME_LIMIT + 1), "limit")
    after = frame(move) + struct.pack(">I", FRAME_LIMIT + 1)
    yield broken_stream("a length one over 1 MiB after a message", after, "limit", [move])
    yield broken_stream("a little-endian length", struct.pack("<I", len(move)) + move)
    yield broken_stream("an HTTP request", b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
    yield broken_stream("a TLS handshake", bytes.fromhex("16030100c8010000c40303"))


# ---- skipped.jsonl


def skipped_row(name, payload):
    if what_python_does(payload) != "reads":
        raise AssertionError(f"{name}: {what_python_does(payload)}")
    return {"name": name, **hexed(payload), "made_by": HAND, "expect": "skipped"}


def skipped():
    for number in (0, 5, 200, 70000, 2**64 - 1, -1, -200, -(2**63)):
        yield skipped_row(f"int {number}", shortest(number))
    for name, value in (
        ("true", True),
        ("false", False),
        ("float64", 1.5),
        ("float32", Float32(1.5)),
        ("an empty str", ""),
        ("the str action", "action"),
        ("a str of 300 bytes", "x" * 300),
        ("an empty bin", b""),
        ("a bin that holds a message", msgpack.packb({"action": "jump"})),
        ("an ext", msgpack.ExtType(5, b"\x01")),
        ("a timestamp", msgpack.Timestamp(1, 0)),
        ("an array without a code", []),
        ("an array whose code is text", ["move", 1]),
        ("an array with the unassigned code 64", [64]),
        ("an array with the unassigned code 100 and more", [100, {"x": 1}, [1, 2], b"\x00"]),
        ("an array with the unassigned code 127", [127, None]),
        ("an empty map", {}),
        ("a map without an action", {"x": 1, "y": 2}),
        ("a map with a key like action", {"Action": "jump", "action ": "jump"}),
        ("a map with whole numbers as keys", {1: 2}),
        ("a map with an action further in", {"inner": {"action": "jump"}}),
        ("a map whose action is an int", {"action": 5}),
        ("a map whose action is nil", {"action": None}),
        ("a map whose action is true", {"action": True}),
        ("a map whose action is a float", {"action": 1.5}),
        ("a map whose action is a bin", {"action": b"jump"}),
        ("a map whose action is a list", {"action": ["jump"]}),
        ("a map whose action is a map", {"action": {"action": "jump"}}),
        ("a map whose action is an ext", {"action": msgpack.ExtType(5, b"jump")}),
        ("a map whose key action is a bin", {b"action": "jump"}),
    ):
        yield skipped_row(name, shortest(value))


# ---- unreadable.jsonl


def unreadable_row(name, payload, expect, value=None):
    does = what_python_does(payload)
    if does == "reads":
        raise AssertionError(f"{name}: msgpack-python reads it")
    row = {"name": name, **hexed(payload), "made_by": HAND, "expect": expect, "msgpack_python": does}
    return row if value is None else {**row, "value": tagged(value)}


def unreadable():
    yield from bad_text()
    yield from bad_keys()
    yield from bad_exts()
    yield from bad_timestamps()


def rewritten(name, value_bytes, value):
    return unreadable_row(name, around(value_bytes), "rewritten", {"action": "v", "v": value})


def raw_text(content):
    return bytes([0xA0 | len(content)]) + content


def bad_text():
    for name, content, text in (
        ("a lone byte 0xff", b"a\xffb", "a\ufffdb"),
        ("a lone continuation byte", b"a\x80b", "a\ufffdb"),
        ("a first byte with a wrong second", b"\xc3\x28", "\ufffd("),
        ("a sequence cut by the end", b"a\xf0\x9f\x8e", "a\ufffd"),
        ("an overlong slash", b"a\xc0\xafb", "a\ufffdb"),
        ("an overlong NUL, as Java's modified UTF-8 has it", b"a\xc0\x80b", "a\ufffdb"),
        ("a lone surrogate", b"a\xed\xa0\x80b", "a\ufffdb"),
        ("a pair of surrogates, as CESU-8 has it", b"\xed\xa0\xbd\xed\xb8\x80", "\ufffd"),
        ("a code point above U+10FFFF", b"a\xf4\x90\x80\x80b", "a\ufffdb"),
        ("nothing but bad bytes", b"\xfe\xff\xfe", "\ufffd"),
    ):
        yield rewritten(f"text with {name}", raw_text(content), text)
    yield rewritten("bad text as str8", b"\xd9\x03a\xffb", "a\ufffdb")
    yield rewritten("bad text as str16", b"\xda\x00\x03a\xffb", "a\ufffdb")
    yield rewritten("bad text as str32", b"\xdb\x00\x00\x00\x03a\xffb", "a\ufffdb")
    long_text = b"\xda\x01\x2c" + b"x" * 299 + b"\xff"
    yield rewritten("long text with its last byte bad", long_text, "x" * 299 + "\ufffd")
    yield rewritten("bad text in a list", b"\x92\x01" + raw_text(b"\xff"), [1, "\ufffd"])
    yield rewritten("bad text in a map", b"\x81\xa1k" + raw_text(b"\xff"), {"k": "\ufffd"})
    yield rewritten("a bad key further in", b"\x81" + raw_text(b"k\xff") + b"\x01", {"k\ufffd": 1})
    yield rewritten("a bad key deep in", b"\x91\x81\x01\x81" + raw_text(b"\xff") + b"\x01", [{1: {"\ufffd": 1}}])
    field = b"\x82" + ACTION + b"\xa1v" + raw_text(b"f\xff") + b"\x01"
    yield unreadable_row("a bad field name", field, "rewritten", {"action": "v", "f\ufffd": 1})
    action = b"\x82" + ACTION + raw_text(b"mo\xffve") + b"\xa1x\x01"
    yield unreadable_row("a bad action", action, "rewritten", {"action": "mo\ufffdve", "x": 1})


def invalid(name, value_bytes):
    return unreadable_row(name, around(value_bytes), "invalid")


def bad_keys():
    yield invalid("an empty list as a key", b"\x81\x90\x01")
    yield invalid("a list as a key", b"\x81\x92\x01\x02\x01")
    yield invalid("an empty map as a key", b"\x81\x80\x01")
    yield invalid("a map as a key", b"\x81\x81\x01\x02\x01")
    yield invalid("a list as a key after good keys", b"\x83\x01\x01\x02\x02\x90\x03")
    yield invalid("a list as a key, deep in", b"\x91\x81\xa1k\x91\x81\x90\x01")
    yield invalid("a list as a key, array32", b"\x81\xdd\x00\x00\x00\x00\x01")
    top = b"\x82" + ACTION + b"\xa1v"
    yield unreadable_row("a list as a key of the message", top + b"\x90\x01", "invalid")
    yield unreadable_row("a map as a key of the message", top + b"\x80\x01", "invalid")
    before = b"\x82\x90\x01" + ACTION + b"\xa1v"
    yield unreadable_row("a list as a key before the action", before, "invalid")
    yield invalid("bad text and a list as a key", b"\x82\xa1\xff\x01\x90\x01")


def bad_exts():
    for kind in (-2, -128):
        for length in (0, 1, 2, 4, 8, 12, 16):
            yield invalid(f"ext {kind} of {length} bytes", ext(kind, b"\x00" * length))
    yield invalid("ext -2 in ext16", bytes.fromhex("c80001fe00"))
    yield invalid("ext -2 in ext32", bytes.fromhex("c900000001fe00"))
    yield invalid("ext -2 in a list", b"\x91" + ext(-2, b"\x00"))
    yield invalid("ext -2 as a key", b"\x81" + ext(-2, b"\x00") + b"\x01")


def bad_timestamps():
    for length in (0, 1, 2, 3, 5, 7, 9, 11, 13, 16):
        yield invalid(f"timestamp of {length} bytes", ext(-1, b"\x00" * length))
    for nanos in (10**9, 2**30 - 1):
        yield invalid(f"timestamp64 with {nanos} ns", ext(-1, struct.pack(">Q", nanos << 34 | 1)))
    for nanos in (10**9, 2**31, 2**32 - 1):
        yield invalid(f"timestamp96 with {nanos} ns", ext(-1, struct.pack(">Iq", nanos, 1)))
    yield invalid("a malformed timestamp in a list", b"\x91" + ext(-1, b"\x00" * 5))
    yield invalid("a malformed timestamp as a key", b"\x81" + ext(-1, b"\x00" * 5) + b"\x01")


# ---- the files

FILES = {
    "messages.jsonl": messages,
    "frames.jsonl": frames,
    "broken.jsonl": broken,
    "skipped.jsonl": skipped,
    "unreadable.jsonl": unreadable,
}


def lines_of_others(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines if json.loads(line)["made_by"] not in (PYTHON, HAND)]


def content_of(path, rows):
    names = [row["name"] for row in rows]
    if len(set(names)) != len(names):
        raise AssertionError(f"two vectors in {path} share a name: {sorted(n for n in names if names.count(n) > 1)}")
    # ASCII only, so that text which looks alike or runs right to left shows what it is.
    lines = [json.dumps(row, separators=(", ", ": ")) for row in rows] + lines_of_others(path)
    return "".join(line + "\n" for line in lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a file differs")
    options = arguments.parse_args()
    if msgpack.version != (1, 0, 3):
        sys.exit(f"these vectors are those of msgpack-python 1.0.3, not {msgpack.version}")
    differing = []
    for name, rows in FILES.items():
        path = os.path.join(VECTORS, name)
        content = content_of(path, list(rows()))
        if options.check:
            with open(path, encoding="utf-8") as file:
                if file.read() != content:
                    differing.append(name)
        else:
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(content)
        print(f"{name}: {content.count(chr(10))} vectors")
    return f"differing: {', '.join(differing)}" if differing else 0


if __name__ == "__main__":
    sys.exit(main())
