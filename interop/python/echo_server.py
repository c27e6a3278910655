#!/usr/bin/env python3
"""Answers `echo` with `echo_reply` and tells everybody a `broadcast` as `broadcast_reply`, fields unchanged."""

import sys

import plainrepod
import program


class EchoChannel(plainrepod.Channel):
    def Network_echo(self, message):
        self.send({**message, "action": "echo_reply"})

    def Network_broadcast(self, message):
        self.server.send_to_all({**message, "action": "broadcast_reply"})

    def network_received(self, message):
        program.say("unhandled", action=message["action"])


class EchoServer(plainrepod.Server):
    channel_class = EchoChannel

    def on_connect(self, channel, address):
        program.say("client_connected", clients=len(self.channels))

    def on_disconnect(self, channel):
        program.say("client_disconnected", clients=len(self.channels))


def main():
    options = program.server_arguments(program.parser(__doc__)).parse_args()
    return program.serve(EchoServer, options)


if __name__ == "__main__":
    sys.exit(main())
