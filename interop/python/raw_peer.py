#!/usr/bin/env python3
"""A peer that does what it is told, wrong things too: commands are lines of JSON on stdin, events lines of JSON on stdout.

  {"send_hex": "00000001c0"}       bytes as they are, header and all
  {"send": {"action": "move"}}     a value as a frame
  {"expect": 2, "timeout": 5}      prints the next frames, or what came instead: eof, reset, timeout
  {"expect_end": true, "timeout": 5}   prints every frame up to the end, then the end
  {"half_close": true}             ends our side, goes on reading
  {"close": true}                  closes; {"reset": true} closes with a reset

Values that JSON has no word for: {"hex": "ff"} bytes, {"float": "nan"}, {"timestamp": [seconds, nanoseconds]},
{"ext": [5, "ff"]}, and {"map": [[key, value], …]} for a map whose keys are not all strings.
"""

import argparse
import json
import queue
import select
import socket
import struct
import sys
import threading
import time

import plainrepod
import program

DEFAULT_WAIT_SECONDS = 5
READER_POLL_SECONDS = 0.05
WRITE_SECONDS = 30
LINGER_NOT_AT_ALL = struct.pack("ii", 1, 0)


class Incoming:
    """Reads the stream on a thread of its own, so that a test finds what came whenever it asks."""

    def __init__(self, connection):
        self._connection = connection
        self._found = queue.SimpleQueue()
        self._end = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._read, name="incoming", daemon=True)
        self._thread.start()

    def stop(self):
        """Before the socket is closed: a socket that a thread still waits in closes only when that wait is over."""
        self._stopping.set()
        self._thread.join(DEFAULT_WAIT_SECONDS)

    def next(self, seconds):
        """("frame", payload), ("eof", rest), ("reset", rest), or ("timeout", nothing). The end stays the end."""
        if self._end is not None:
            return self._end
        try:
            found = self._found.get(timeout=max(0, seconds))
        except queue.Empty:
            return "timeout", b""
        if found[0] != "frame":
            self._end = found
        return found

    def _read(self):
        buffer = bytearray()
        end = "eof"
        try:
            while not self._stopping.is_set():
                if not select.select([self._connection], [], [], READER_POLL_SECONDS)[0]:
                    continue
                received = self._connection.recv(plainrepod.READ_BYTES)
                if not received:
                    break
                buffer += received
                self._cut(buffer)
        except OSError:
            end = "reset"
        self._found.put((end, bytes(buffer)))

    def _cut(self, buffer):
        while len(buffer) >= plainrepod.HEADER.size:
            (length,) = plainrepod.HEADER.unpack_from(buffer)
            end = plainrepod.HEADER.size + length
            if len(buffer) < end:
                return
            self._found.put(("frame", bytes(buffer[plainrepod.HEADER.size : end])))
            del buffer[:end]


class RawPeer:
    def __init__(self, connection):
        self._connection = connection
        self._incoming = Incoming(connection)
        self.is_open = True

    def obey(self, command):
        """One command. What a test got wrong raises ValueError; what the network does is an event."""
        if not isinstance(command, dict):
            raise ValueError("a command is an object")
        known = [name for name in command if name in self._VERBS]
        if len(known) != 1:
            raise ValueError(f"a command has exactly one of {', '.join(self._VERBS)}")
        self._VERBS[known[0]](self, command[known[0]], float(command.get("timeout", DEFAULT_WAIT_SECONDS)))

    def _send_hex(self, digits, _):
        self._write(bytes.fromhex(digits))

    def _send(self, value, _):
        self._write(plainrepod.encode(program.from_json(value)))

    def _write(self, data):
        try:
            self._connection.sendall(data)
            program.say("sent", bytes=len(data))
        except OSError as error:
            program.say("send_failed", error=str(error))

    def _expect(self, count, seconds):
        ends = time.monotonic() + seconds
        for number in range(count):
            kind, content = self._incoming.next(ends - time.monotonic())
            if kind == "frame":
                self._say_frame(content)
                continue
            if kind == "timeout":
                program.say("timeout", got=number, wanted=count)
            else:
                self._say_end(kind, content)
            return

    def _expect_end(self, _, seconds):
        ends = time.monotonic() + seconds
        frames = 0
        while True:
            kind, content = self._incoming.next(ends - time.monotonic())
            if kind == "timeout":
                program.say("timeout", got=frames)
                return
            if kind != "frame":
                self._say_end(kind, content)
                return
            frames += 1
            self._say_frame(content)

    @staticmethod
    def _say_frame(payload):
        try:
            value = plainrepod.decode(payload)
        except Exception as error:
            program.say("unreadable", hex=payload.hex(), error=f"{type(error).__name__}: {error}")
            return
        program.say("frame", value=value, hex=payload.hex())

    @staticmethod
    def _say_end(kind, rest):
        program.say(kind, **({"rest": rest.hex()} if rest else {}))

    def _half_close(self, *_):
        try:
            self._connection.shutdown(socket.SHUT_WR)
            program.say("half_closed")
        except OSError as error:
            program.say("send_failed", error=str(error))

    def _close(self, *_):
        self.end(with_reset=False)
        program.say("closed")

    def _reset(self, *_):
        self.end(with_reset=True)
        program.say("closed")

    def end(self, with_reset):
        if not self.is_open:
            return
        self.is_open = False
        self._incoming.stop()
        if with_reset:
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT_AT_ALL)
        else:
            try:
                self._connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the peer was first
        self._connection.close()

    _VERBS = {
        "send_hex": _send_hex,
        "send": _send,
        "expect": _expect,
        "expect_end": _expect_end,
        "half_close": _half_close,
        "close": _close,
        "reset": _reset,
    }


def obey_all(peer):
    """Every line of input; answers the exit code."""
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            peer.obey(json.loads(line))
        except (ValueError, TypeError, OverflowError) as error:
            program.say("wrong_command", error=str(error), command=line.strip())
            return program.WRONG_USAGE
        if not peer.is_open:
            break
    peer.end(with_reset=False)
    return program.DONE


def main():
    arguments = argparse.ArgumentParser(
        description=__doc__, epilog=program.EXIT_CODES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("host", metavar="HOST")
    arguments.add_argument("port", metavar="PORT", type=program.port_number)
    arguments.add_argument("--listen", action="store_true", help="accept one connection on HOST:PORT instead")
    arguments.add_argument("--seconds", type=float, default=30, help="deadline for the connection (default: 30)")
    options = arguments.parse_args()
    sys.stdin.reconfigure(encoding="utf-8")
    try:
        connection = accept(options) if options.listen else dial(options)
    except OSError as error:
        program.say("error", error=str(error))
        return program.NO_CONNECTION
    connection.settimeout(WRITE_SECONDS)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    program.say("connected")
    return obey_all(RawPeer(connection))


def dial(options):
    return socket.create_connection((options.host, options.port), timeout=options.seconds)


def accept(options):
    with socket.create_server((options.host, options.port)) as listening:
        listening.settimeout(options.seconds)
        host, port = listening.getsockname()[:2]
        print(f"listening on {host}:{port}", flush=True)
        return listening.accept()[0]


if __name__ == "__main__":
    sys.exit(main())
