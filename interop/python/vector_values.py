"""The golden vectors' values: tagged JSON, what it is in Python, and its shortest encoding, written by hand.

The encoding here is a second opinion: msgpack-python is asked too wherever it can say the same thing.
"""

import math
import re
import struct

import msgpack

RUN_BYTES = 64
_TIMESTAMP = -1


class Float32(float):
    """A number that travels as float32, which msgpack-python can read but never writes one by one."""


class Pairs(list):
    """A map as a list of pairs, for keys that a Python dict would take for the same."""


def tagged(value):
    """The tagged JSON of a value, long runs of the same thing shortened by `times`."""
    if value is None:
        return {"nil": True}
    if isinstance(value, bool):
        return {"bool": value}
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float32" if isinstance(value, Float32) else "float64": _spelled(value)}
    if isinstance(value, str):
        return {"str": value[0], "times": len(value)} if _is_run(value) else {"str": value}
    if isinstance(value, bytes):
        return {"bin": value[:1].hex(), "times": len(value)} if _is_run(value) else {"bin": value.hex()}
    if isinstance(value, msgpack.Timestamp):
        return {"timestamp": [value.seconds, value.nanoseconds]}
    if isinstance(value, msgpack.ExtType):
        content = {"ext": [value.code, value.data[:1].hex() if _is_run(value.data) else value.data.hex()]}
        return {**content, "times": len(value.data)} if _is_run(value.data) else content
    if isinstance(value, (dict, Pairs)):
        return {"map": [[tagged(key), tagged(content)] for key, content in _pairs(value)]}
    if _is_run(value, key=repr):
        return {"list": [tagged(value[0])], "times": len(value)}
    return {"list": [tagged(element) for element in value]}


def untagged(content):
    """The value of tagged JSON; maps as Pairs."""
    times = content.get("times", 1)
    kind = next(iter(content))
    found = content[kind]
    if kind == "list":
        return [untagged(element) for element in found] * times
    if kind == "map":
        return Pairs((untagged(key), untagged(element)) for key, element in found)
    plain = {
        "nil": lambda: None,
        "bool": lambda: found,
        "int": lambda: int(found),
        "float32": lambda: Float32(found),
        "float64": lambda: float(found),
        "str": lambda: found * times,
        "bin": lambda: bytes.fromhex(found) * times,
        "timestamp": lambda: msgpack.Timestamp(*found),
        "ext": lambda: msgpack.ExtType(found[0], bytes.fromhex(found[1]) * times),
    }
    return plain[kind]()


def unhexed(row):
    """The bytes of anything that has `hex` or `parts`."""
    if "hex" in row:
        return bytes.fromhex(row["hex"])
    return b"".join(bytes.fromhex(digits) * times for digits, times in row["parts"])


def shortest(value):
    """The one encoding that a writer of this protocol chooses."""
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return _whole_number(value)
    if isinstance(value, Float32):
        return b"\xca" + struct.pack(">f", value)
    if isinstance(value, float):
        return b"\xcb" + struct.pack(">d", value)
    if isinstance(value, str):
        content = value.encode()
        return _header(len(content), (0xA0, 31), (0xD9, 0xDA, 0xDB)) + content
    if isinstance(value, bytes):
        return _header(len(value), None, (0xC4, 0xC5, 0xC6)) + value
    if isinstance(value, msgpack.Timestamp):
        return _ext(_TIMESTAMP, _timestamp(value))
    if isinstance(value, msgpack.ExtType):
        return _ext(value.code, value.data)
    if isinstance(value, (dict, Pairs)):
        pairs = _pairs(value)
        content = b"".join(shortest(key) + shortest(element) for key, element in pairs)
        return _header(len(pairs), (0x80, 15), (None, 0xDE, 0xDF)) + content
    return _header(len(value), (0x90, 15), (None, 0xDC, 0xDD)) + b"".join(map(shortest, value))


def ext(kind, data):
    """Any ext, a negative one too, in its shortest form."""
    return _ext(kind, data)


def hexed(data):
    """The bytes as `hex`, or, where runs of one to three bytes make them long, as `parts`: [hex, how often] each."""
    parts = []
    at = 0
    for run in re.finditer(rb"(.{1,3}?)\1{%d,}" % (RUN_BYTES - 1), data, re.DOTALL):
        if run.start() > at:
            parts.append([data[at : run.start()].hex(), 1])
        parts.append([run.group(1).hex(), len(run.group()) // len(run.group(1))])
        at = run.end()
    if not parts:
        return {"hex": data.hex()}
    if at < len(data):
        parts.append([data[at:].hex(), 1])
    return {"parts": parts}


def as_read(value):
    """The value as msgpack-python reads it, in a form that tells 1, 1.0 and True apart. Floats have one width there."""
    if isinstance(value, float):
        return ("float", _spelled(float(value)))
    if isinstance(value, (dict, Pairs)):
        return ("map", [(as_read(key), as_read(content)) for key, content in _pairs(value)])
    if isinstance(value, list):
        return ("list", [as_read(element) for element in value])
    return (type(value).__name__, value)


def _spelled(number):
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return float.__repr__(number)


def _is_run(items, key=lambda item: item):
    return len(items) >= RUN_BYTES and all(key(item) == key(items[0]) for item in items)


def _pairs(value):
    return list(value.items()) if isinstance(value, dict) else list(value)


def _whole_number(number):
    if 0 <= number <= 127:
        return bytes([number])
    if -32 <= number < 0:
        return struct.pack(">b", number)
    widths = ">B >H >I >Q" if number > 0 else ">b >h >i >q"
    for offset, width in enumerate(widths.split()):
        try:
            return bytes([(0xCC if number > 0 else 0xD0) + offset]) + struct.pack(width, number)
        except struct.error:
            continue
    raise ValueError(f"{number} fits no integer of msgpack")


def _header(length, fixed, wide):
    """A header in one byte where `fixed` (first byte, longest length) allows it, else the narrowest wide one."""
    if fixed is not None and length <= fixed[1]:
        return bytes([fixed[0] | length])
    for first, form, longest in zip(wide, (">BB", ">BH", ">BI"), (0xFF, 0xFFFF, 0xFFFFFFFF)):
        if first is not None and length <= longest:
            return struct.pack(form, first, length)
    raise ValueError(f"{length} is too long for msgpack")


def _ext(kind, data):
    fixed = {1: 0xD4, 2: 0xD5, 4: 0xD6, 8: 0xD7, 16: 0xD8}.get(len(data))
    header = bytes([fixed]) if fixed else _header(len(data), None, (0xC7, 0xC8, 0xC9))
    return header + struct.pack(">b", kind) + data


def _timestamp(moment):
    if moment.seconds >> 34 == 0:
        both = moment.nanoseconds << 34 | moment.seconds
        return struct.pack(">Q", both) if both >> 32 else struct.pack(">I", both)
    return struct.pack(">Iq", moment.nanoseconds, moment.seconds)
