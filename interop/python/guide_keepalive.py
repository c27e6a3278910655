#!/usr/bin/env python3
"""The guide on timeouts: the server pings, the client answers, and each ends a link on which the other is silent.

The server sends `{"action": "ping"}` and takes any message as a sign of life. The client answers exactly that with
exactly `{"action": "pong"}`, sends nothing by itself, and leaves when it has heard nothing for too long.
"""

import os
import sys
import threading
import time

import plainrepod
import program

PING = {"action": "ping"}
PONG = {"action": "pong"}
WATCH_SECONDS = 0.02


class Player(plainrepod.ConnectionListener):
    def __init__(self, options):
        super().__init__()
        self.options = options
        self.joined = None
        self.heard = None
        self.pings = 0
        self.over = None

    def Network_connected(self, message):
        program.say("connected")
        self.heard = time.monotonic()
        if self.joined is None:
            self.joined = self.heard

    def Network_ping(self, message):
        if message != PING:  # with other fields it is a message of the game, and wants no pong
            self.network_received(message)
            return
        self.heard = time.monotonic()
        self.pings += 1
        program.say("ping")
        if not self.options.mute:
            self.send(PONG)

    def network_received(self, message):
        self.heard = time.monotonic()
        program.say("message", data=message)

    def Network_error(self, message):
        if "error" not in message:  # the server's; the library's own event has an `error`
            self.network_received(message)
            return
        program.say("error", error=message["error"])
        self.over = program.NO_CONNECTION

    def Network_disconnected(self, message):
        program.say("disconnected")
        self.over = program.NO_CONNECTION

    def step(self):
        """What has come is heard first, silence is judged afterwards."""
        self.pump()
        if self.over is not None or self.joined is None:
            return
        now = time.monotonic()
        if now - self.heard >= self.options.silence:
            program.say("silent")
            self.over = program.CHECK_FAILED
        elif now - self.joined >= self.options.play:
            self.over = program.DONE


def play(options):
    program.say("pid", pid=os.getpid())
    player = Player(options)
    player.connect(options.host, options.port)
    if not program.wait_until(lambda: player.over is not None, options.seconds, player.step):
        player.over = program.TIME_IS_UP
    player.close()
    if player.over == program.DONE:
        program.say("done", ok=True, pings=player.pings)
    return player.over


class WatchedChannel(plainrepod.Channel):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.heard = time.monotonic()
        self.next_ping = self.heard + self.server.every
        self.timed_out = False

    def Network_pong(self, message):
        self.network_received(message)
        if message == PONG:
            program.say("pong")

    def network_received(self, message):
        self.heard = time.monotonic()  # any message is a sign of life

    def watch(self, now):
        if now - self.heard >= self.server.dead_after:
            self.timed_out = True
            self.close()
        elif now >= self.next_ping:
            self.next_ping = now + self.server.every
            self.send(PING)

    def on_close(self):
        if self.timed_out:
            program.say("timed_out")
        program.say("closed")


class WatchingServer(plainrepod.Server):
    channel_class = WatchedChannel

    def __init__(self, host, port, options):
        super().__init__(host, port)
        self.every = options.every
        self.dead_after = options.dead_after
        self._over = threading.Event()

    def on_connect(self, channel, address):
        program.say("client_connected", clients=len(self.channels))

    def run(self, seconds=None):
        threading.Thread(target=self._watch_all, name="watch", daemon=True).start()
        try:
            return super().run(seconds)
        finally:
            self._over.set()

    def _watch_all(self):
        while not self._over.wait(WATCH_SECONDS):
            for channel in list(self.channels):
                if channel.is_open:
                    channel.watch(time.monotonic())


def serve(options):
    return program.serve(lambda host, port: WatchingServer(host, port, options), options)


def client_options(arguments):
    seconds = {"type": program.positive_measure, "metavar": "SECONDS"}
    arguments.add_argument("--silence", default=10, **seconds, help="leave after so long without a word (default: 10)")
    arguments.add_argument("--play", default=20, **seconds, help="be done after so long (default: 20)")
    arguments.add_argument("--mute", action="store_true", help="never answer a ping, to see being dropped")


def server_options(arguments):
    seconds = {"type": program.positive_measure, "metavar": "SECONDS"}
    arguments.add_argument("--every", default=5, **seconds, help="ping a channel so often (default: 5)")
    arguments.add_argument("--dead-after", default=30, **seconds, help="end a channel silent so long (default: 30)")


if __name__ == "__main__":
    sys.exit(program.run_guide(__doc__, play, serve, client_options, server_options))
