#!/usr/bin/env python3
"""The guide on connection errors: told apart by their text, friendly words for the player, the details for the log.

As a server it has a handler that raises (`crash`), to show what becomes of that channel: nothing is said, no answer
comes any more (`hello` is answered until then), and the socket stays open.
"""

import sys

import plainrepod
import program

# The kind, a part of the system's text, and what a player reads. The first that fits counts.
KINDS = [
    ("refused", "refused", "The server is not running. Try again later."),
    ("timed_out", "timed out", "The server does not answer. Check the address."),
    ("unreachable", "unreachable", "There is no way to the server. Check your network."),
    ("unreachable", "no route", "There is no way to the server. Check your network."),
    ("unknown_host", "name or service not known", "There is no server of that name."),
    ("unknown_host", "name resolution", "There is no server of that name."),
    ("unknown_host", "no address associated", "There is no server of that name."),
]


def judge(detail):
    """(kind, friendly text) of an error's text."""
    for kind, part, friendly in KINDS:
        if part in detail.lower():
            return kind, friendly
    return "other", "The connection failed."


class Player(plainrepod.ConnectionListener):
    def __init__(self):
        super().__init__()
        self.over = None

    def Network_connected(self, message):
        program.say("connected")
        self.over = program.DONE

    def Network_error(self, message):
        detail = str(message.get("error", message))
        kind, friendly = judge(detail)
        program.say("error", kind=kind, text=friendly, detail=detail)
        self.over = program.NO_CONNECTION

    def Network_disconnected(self, message):
        program.say("disconnected")


def play(options):
    player = Player()
    player.connect(options.host, options.port)
    if not program.wait_until(lambda: player.over is not None, options.seconds, player.pump):
        # The library has no connect deadline, so the program brings its own.
        player.Network_error({"action": "error", "error": f"timed out after {options.seconds} seconds"})
    code = player.over
    player.close()
    return code


class FragileChannel(plainrepod.Channel):
    def Network_hello(self, message):
        self.send({"action": "hello"})

    def Network_crash(self, message):
        program.say("crashing")
        raise ValueError("a mistake of the game")

    def on_error(self, error):
        program.say("channel_error", error=str(error))

    def on_close(self):
        program.say("closed")


class FragileServer(plainrepod.Server):
    channel_class = FragileChannel


if __name__ == "__main__":
    sys.exit(program.run_guide(__doc__, play, lambda options: program.serve(FragileServer, options)))
