"""The echo service's values: what a message can carry, one sample a kind, named so that a failure says which."""

import datetime
import math

import msgpack


def timestamp(moment):
    """The exact timestamp of a datetime: a detour through a float would lose its microseconds."""
    since_1970 = moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return msgpack.Timestamp(since_1970.days * 86400 + since_1970.seconds, since_1970.microseconds * 1000)


_WHOLE_NUMBERS = [
    0, 1, 127, 128, 255, 256, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1,
    -1, -32, -33, -128, -129, -32768, -32769, -(2**31), -(2**31) - 1, -(2**63),
]  # fmt: skip

_MOMENT = datetime.datetime(2024, 2, 29, 12, 30, 15, 123456, tzinfo=datetime.timezone.utc)

SAMPLES = [
    ("no field", {}),
    ("whole numbers at each width", {"numbers": _WHOLE_NUMBERS}),
    ("the largest uint64", {"n": 2**64 - 1}),
    ("the smallest int64", {"n": -(2**63)}),
    ("floats", {"floats": [0.0, -0.0, 1.0, -2.5, math.pi, 1e308, 5e-324, 2.0**53]}),
    ("floats that are no numbers", {"floats": [math.inf, -math.inf, math.nan]}),
    ("truths and nil", {"yes": True, "no": False, "nothing": None}),
    ("text", {"text": "naïve café — Привет, 世界 🎮", "empty": "", "nul": "a\x00b"}),
    ("text at each header", {"texts": ["x" * 31, "x" * 32, "x" * 255, "x" * 256, "x" * 65535, "x" * 65536]}),
    ("a key beyond ASCII", {"größe 📏": 3}),
    ("bytes", {"bytes": bytes(range(256)), "empty": b"", "no text": b"\xff\xfe\xc3\x28"}),
    ("bytes at each header", {"bytes": [b"\x00" * 255, b"\x00" * 256, b"\x00" * 65536]}),
    ("nested lists", {"lists": [[], [1, [2, [3, [4, []]]]], ["a", None, True, 1.5]]}),
    ("nested maps", {"player": {"name": "Ada", "at": {"x": 1, "y": -2.5}, "items": [{"id": 1}, {}]}}),
    ("long lists", {"lists": [list(range(15)), list(range(16)), [0] * 65536]}),
    ("a long map", {"map": {f"key {n}": n for n in range(1000)}}),
    ("whole numbers as keys", {"players": {1: {"x": 1.5}, 2: {"x": 2.5}, -7: {}, 70000: "far"}}),
    ("other keys", {"maps": [{True: "yes"}, {None: "nothing"}, {1.5: "half"}, {b"\x01": "bytes"}]}),
    ("a moment", {"at": timestamp(_MOMENT)}),
    ("timestamps of each length", {"at": [msgpack.Timestamp(1, 0), msgpack.Timestamp(1, 1), msgpack.Timestamp(-1, 999_999_999)]}),  # fmt: skip
    ("an ext", {"ext": msgpack.ExtType(5, b"\x01\x02\x03")}),
    ("ext of each length", {"exts": [msgpack.ExtType(5, b"\x07" * n) for n in (0, 1, 2, 3, 4, 8, 16, 17, 256)]}),
    ("names that life-cycle events have", {"connected": 1, "error": "no", "disconnected": None}),
]
