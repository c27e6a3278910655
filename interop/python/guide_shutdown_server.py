#!/usr/bin/env python3
"""The guide on stopping a server: start, run, and stop in a finally; every client gets its end.

The server stops at SIGTERM, at SIGINT, or when a client sends `{"action": "stop_server"}`. The client waits for its end.
"""

import sys

import plainrepod
import program


class Player(plainrepod.ConnectionListener):
    def __init__(self):
        super().__init__()
        self.over = None

    def Network_connected(self, message):
        program.say("connected")

    def Network_error(self, message):
        program.say("error", error=message.get("error", message))
        if "error" in message:
            self.over = program.NO_CONNECTION

    def Network_disconnected(self, message):
        program.say("disconnected")
        self.over = program.DONE

    def network_received(self, message):
        program.say("message", data=message)


def play(options):
    player = Player()
    player.connect(options.host, options.port)
    if not program.wait_until(lambda: player.over is not None, options.seconds, player.pump):
        player.over = program.TIME_IS_UP
    code = player.over
    player.close()
    return code


class BriefChannel(plainrepod.Channel):
    def Network_stop_server(self, message):
        self.server.stop()

    def on_close(self):
        program.say("closed")


class BriefServer(plainrepod.Server):
    channel_class = BriefChannel

    def on_connect(self, channel, address):
        program.say("client_connected", clients=len(self.channels))


def serve(options):
    server = BriefServer(options.host, options.port)
    server.stop_at_signals()
    server.start()
    try:
        program.announce(server)
        in_time = server.run(options.seconds)
    finally:
        server.stop()
        program.say("stopped", clients=len(server.channels))
    return program.DONE if in_time else program.TIME_IS_UP


if __name__ == "__main__":
    sys.exit(program.run_guide(__doc__, play, serve))
