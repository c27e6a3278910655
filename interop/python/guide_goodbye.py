#!/usr/bin/env python3
"""The guide on leaving gracefully: the client sends `{"action": "goodbye"}`, then closes; the server hears it first."""

import sys

import plainrepod
import program


class Player(plainrepod.ConnectionListener):
    def __init__(self):
        super().__init__()
        self.over = None

    def Network_connected(self, message):
        program.say("connected")
        if self.over is None:
            self.send({"action": "goodbye"})
            self.over = program.DONE

    def Network_error(self, message):
        program.say("error", error=message.get("error", message))
        self.over = program.NO_CONNECTION

    def Network_disconnected(self, message):
        program.say("disconnected")


def play(options):
    player = Player()
    player.connect(options.host, options.port)
    if not program.wait_until(lambda: player.over is not None, options.seconds, player.pump):
        player.over = program.TIME_IS_UP
    code = player.over
    player.close()
    player.pump()
    return code


class PoliteChannel(plainrepod.Channel):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.said_goodbye = False

    def Network_goodbye(self, message):
        self.said_goodbye = True
        program.say("goodbye")

    def on_close(self):
        program.say("closed", said_goodbye=self.said_goodbye)


class PoliteServer(plainrepod.Server):
    channel_class = PoliteChannel


if __name__ == "__main__":
    sys.exit(program.run_guide(__doc__, play, lambda options: program.serve(PoliteServer, options)))
