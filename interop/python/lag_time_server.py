#!/usr/bin/env python3
"""Measures its clients' round trips: pings, waits for the same map, prints the time, pings again."""

import sys
import time

import plainrepod
import program


class LagTimeChannel(plainrepod.Channel):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.count = 0
        self.asked = 0.0

    def on_connect(self):
        self.ask()

    def ask(self):
        self.asked = time.monotonic()
        self.send({"action": "ping", "count": self.count})

    def Network_ping(self, message):
        if message.get("count") != self.count:
            program.say("wrong_count", wanted=self.count, got=message.get("count"))
            self.close()
            return
        program.say("rtt", count=self.count, milliseconds=round((time.monotonic() - self.asked) * 1000, 3))
        self.count += 1
        self.ask()

    def on_close(self):
        program.say("client_disconnected", answered=self.count)


class LagTimeServer(plainrepod.Server):
    channel_class = LagTimeChannel


def main():
    options = program.server_arguments(program.parser(__doc__)).parse_args()
    return program.serve(LagTimeServer, options)


if __name__ == "__main__":
    sys.exit(main())
