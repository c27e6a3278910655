"""What the programs share: their command lines, their exit codes, and values as lines of JSON."""

import argparse
import json
import math
import struct
import sys
import time

import msgpack

DONE = 0
CHECK_FAILED = 1
WRONG_USAGE = 2  # what argparse exits with
NO_CONNECTION = 3
TIME_IS_UP = 4

PUMP_SECONDS = 0.005
EXIT_CODES = "exit codes: 0 done, 1 a check failed, 2 wrong usage, 3 no connection or lost it, 4 out of time"


def parser(description):
    return argparse.ArgumentParser(description=description, epilog=EXIT_CODES)


def client_arguments(arguments):
    arguments.add_argument("host", metavar="HOST")
    arguments.add_argument("port", metavar="PORT", type=port_number)
    arguments.add_argument("--seconds", type=float, default=30, help="give up after so long (default: 30)")
    return arguments


def server_arguments(arguments):
    arguments.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    arguments.add_argument("--port", type=port_number, default=5071, help="0 picks a free one (default: 5071)")
    arguments.add_argument("--seconds", type=float, default=600, help="end by itself after so long (default: 600)")
    return arguments


def port_number(text):
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"a port is 0 to 65535, not {number}")
    return number


def count(text):
    """A whole number that may be 0."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"has to be 0 or more, not {text}")
    return number


def positive_count(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"has to be 1 or more, not {text}")
    return number


def measure(text):
    """A number, of seconds for instance, that may be 0."""
    number = float(text)
    if not 0 <= number < math.inf:
        raise argparse.ArgumentTypeError(f"has to be a number from 0 on, not {text}")
    return number


def positive_measure(text):
    number = float(text)
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"has to be a number above 0, not {text}")
    return number


def serve(server_class, options):
    """Starts a server, says where it listens, serves until a signal or the end of its time; answers the exit code."""
    server = server_class(options.host, options.port)
    server.stop_at_signals()  # first of all: whoever reads where it listens may stop it in the same moment
    try:
        server.start()
    except OSError as error:
        print(f"cannot listen: {error}", file=sys.stderr)
        return NO_CONNECTION
    try:
        announce(server)
        return DONE if server.run(options.seconds) else TIME_IS_UP
    finally:
        server.stop()


def announce(server):
    host, port = server.address
    print(f"listening on {host}:{port}", flush=True)


def say(event, **fields):
    """One line of output: an object with `event` first."""
    print(json.dumps({"event": event, **{name: to_json(value) for name, value in fields.items()}}), flush=True)


def wait_until(condition, seconds, meanwhile):
    """Calls `meanwhile` every few milliseconds until the condition holds; answers whether it did in time."""
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= ends:
            return False
        meanwhile()
        time.sleep(PUMP_SECONDS)
    return True


class Deadline:
    """The end of a program's time, for those that wait more than once."""

    def __init__(self, seconds):
        self._ends = time.monotonic() + seconds

    def left(self):
        return max(0.0, self._ends - time.monotonic())

    def stay_away(self, seconds):
        """Does nothing for so long; answers whether there is time left then."""
        time.sleep(min(seconds, self.left()))
        return self.left() > 0


# What JSON has no word for is an object with exactly one of these keys.
_TAGS = {"hex", "float", "timestamp", "ext", "map"}


def to_json(value):
    """A msgpack value as JSON. A map whose keys are not all strings, or that looks like a tag, is a list of pairs."""
    if isinstance(value, (bytes, bytearray)):
        return {"hex": bytes(value).hex()}
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    if isinstance(value, msgpack.Timestamp):
        return {"timestamp": [value.seconds, value.nanoseconds]}
    if isinstance(value, msgpack.ExtType):
        return {"ext": [value.code, value.data.hex()]}
    if isinstance(value, (list, tuple)):
        return [to_json(element) for element in value]
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value) and not (len(value) == 1 and _TAGS & set(value)):
            return {key: to_json(element) for key, element in value.items()}
        return {"map": [[to_json(key), to_json(element)] for key, element in value.items()]}
    return value


def from_json(value):
    """The msgpack value that `to_json` would write so."""
    if isinstance(value, list):
        return [from_json(element) for element in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((tag, content),) = value.items()
        if tag == "hex":
            return bytes.fromhex(content)
        if tag == "float":
            return float(content)
        if tag == "timestamp":
            return msgpack.Timestamp(*content)
        if tag == "ext":
            return msgpack.ExtType(content[0], bytes.fromhex(content[1]))
        if tag == "map":
            return {from_json(key): from_json(element) for key, element in content}
    return {key: from_json(element) for key, element in value.items()}


def same(left, right):
    """Equal in value and in kind: 1, 1.0 and True differ, so do 0.0 and -0.0, and NaN equals itself."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return struct.pack(">d", left) == struct.pack(">d", right) or (math.isnan(left) and math.isnan(right))
    if isinstance(left, list):
        return len(left) == len(right) and all(same(one, other) for one, other in zip(left, right))
    if isinstance(left, dict):
        return (
            len(left) == len(right)
            and {(type(key), key) for key in left} == {(type(key), key) for key in right}
            and all(same(left[key], right[key]) for key in left)
        )
    return left == right


def run_guide(description, client, server, client_options=None, server_options=None):
    """The command line of a guide's program: `client HOST PORT` or `server [--port N]`; answers the exit code.

    The last two add options of their own to their side's command line.
    """
    arguments = parser(description)
    sides = arguments.add_subparsers(dest="side", required=True, metavar="client|server")
    joining = client_arguments(sides.add_parser("client", help="join a server", epilog=EXIT_CODES))
    joining.set_defaults(main=client)
    serving = server_arguments(sides.add_parser("server", help="be the server", epilog=EXIT_CODES))
    serving.set_defaults(main=server)
    if client_options is not None:
        client_options(joining)
    if server_options is not None:
        server_options(serving)
    options = arguments.parse_args()
    return options.main(options)
