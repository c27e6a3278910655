#!/usr/bin/env python3
"""The guide on reconnecting: after a lost or failed connection wait 2, 4, 8, 16, then 30 s, and give up after that.

Five attempts at most, counted anew after each success. On each connection the client sends `hello {n}`, with n
counting its connections, and is answered by the same. The server closes every channel after a while.
"""

import sys
import threading

import plainrepod
import program

DELAYS_SECONDS = [2, 4, 8, 16, 30]  # one an attempt


class Player(plainrepod.ConnectionListener):
    """A player on one link, or on its way to one."""

    def __init__(self, number):
        super().__init__()
        self.number = number
        self.joined = False
        self.ended = False
        self.greeted = None  # whether the answer to our hello was the right one

    def Network_connected(self, message):
        program.say("connected")
        if not self.joined:  # `connected` comes twice
            self.joined = True
            self.send({"action": "hello", "n": self.number})

    def Network_hello(self, message):
        program.say("hello", n=message.get("n"))
        self.greeted = message.get("n") == self.number

    def network_received(self, message):
        program.say("message", data=message)

    def Network_error(self, message):
        if "error" not in message:  # the server's; the library's own event has an `error`
            self.network_received(message)
            return
        program.say("error", error=message["error"])
        self.ended = True

    def Network_disconnected(self, message):
        program.say("disconnected")
        self.ended = True


def play_on_a_link(player, options, deadline):
    """Answers None where the link ended or never came to be, or else the exit code."""
    player.connect(options.host, options.port)
    last = player.number >= options.connections

    def over():
        return player.ended or player.greeted is False or (last and player.greeted)

    in_time = program.wait_until(over, deadline.left(), player.pump)
    if player.greeted is False:
        return program.CHECK_FAILED
    if last and player.greeted:
        return program.DONE
    return None if in_time else program.TIME_IS_UP


def play(options):
    deadline = program.Deadline(options.seconds)
    connections = 0
    attempts = 0
    while True:
        player = Player(connections + 1)
        code = play_on_a_link(player, options, deadline)
        if player.joined:
            connections += 1
            attempts = 0
        if code is not None:
            player.close()
            break
        if attempts == len(DELAYS_SECONDS):
            program.say("gave_up")
            return program.NO_CONNECTION
        delay = DELAYS_SECONDS[attempts] * options.scale
        attempts += 1
        program.say("reconnecting", attempt=attempts, delay=delay)
        if not deadline.stay_away(delay):
            return program.TIME_IS_UP
    if code != program.TIME_IS_UP:
        program.say("done", ok=code == program.DONE, connections=connections)
    return code


class BriefChannel(plainrepod.Channel):
    def on_connect(self):
        self.ending = None
        if self.server.close_after > 0:
            self.ending = threading.Timer(self.server.close_after, self.close)
            self.ending.daemon = True
            self.ending.start()

    def Network_hello(self, message):
        program.say("hello", n=message.get("n"))
        self.send({"action": "hello", "n": message.get("n")})

    def on_close(self):
        if self.ending is not None:
            self.ending.cancel()
        program.say("closed")


class ClosingServer(plainrepod.Server):
    channel_class = BriefChannel

    def __init__(self, host, port, close_after):
        super().__init__(host, port)
        self.close_after = close_after

    def on_connect(self, channel, address):
        program.say("client_connected", clients=len(self.channels))


def serve(options):
    return program.serve(lambda host, port: ClosingServer(host, port, options.close_after), options)


def client_options(arguments):
    arguments.add_argument(
        "--connections", type=program.positive_count, default=2, help="be done once so many came about (default: 2)"
    )
    arguments.add_argument(
        "--scale", type=program.measure, default=0.05, help="times 2, 4, 8, 16, 30 s is the wait (default: 0.05)"
    )


def server_options(arguments):
    arguments.add_argument(
        "--close-after",
        type=program.measure,
        default=1,
        metavar="SECONDS",
        help="end each channel so long after it came; 0 never (default: 1)",
    )


if __name__ == "__main__":
    sys.exit(program.run_guide(__doc__, play, serve, client_options, server_options))
