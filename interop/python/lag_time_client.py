#!/usr/bin/env python3
"""Answers a lag-time server's pings with the same map, and leaves after so many."""

import sys

import plainrepod
import program


class LagTimeClient(plainrepod.ConnectionListener):
    def __init__(self, pings):
        super().__init__()
        self.pings = pings
        self.counts = []
        self.over = None

    def Network_connected(self, message):
        program.say("connected")

    def Network_ping(self, message):
        self.counts.append(message["count"])
        program.say("ping", count=message["count"])
        self.send(message)
        if len(self.counts) == self.pings:
            in_order = self.counts == list(range(self.pings))
            program.say("done", ok=in_order)
            self.over = program.DONE if in_order else program.CHECK_FAILED

    def Network_error(self, message):
        program.say("error", error=message.get("error", message))
        self.over = program.NO_CONNECTION

    def Network_disconnected(self, message):
        program.say("disconnected")
        self.over = program.NO_CONNECTION


def main():
    arguments = program.client_arguments(program.parser(__doc__))
    arguments.add_argument("--count", type=int, default=10, help="pings to answer before leaving (default: 10)")
    options = arguments.parse_args()
    client = LagTimeClient(options.count)
    client.connect(options.host, options.port)
    if not program.wait_until(lambda: client.over is not None, options.seconds, client.pump):
        client.over = program.TIME_IS_UP
    code = client.over
    client.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
