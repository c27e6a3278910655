#!/usr/bin/env python3
"""A chat server: nicknames, messages to all, and the list of who is there."""

import sys

import plainrepod
import program


class ChatChannel(plainrepod.Channel):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.nickname = "Anonymous"

    def Network_nickname(self, message):
        self.nickname = message["nickname"]
        self.server.announce(f"{self.nickname} joined the chat")

    def Network_message(self, message):
        program.say("said", nickname=self.nickname, text=message["text"])
        self.server.send_to_all({"action": "message", "text": message["text"], "nickname": self.nickname})


class ChatServer(plainrepod.Server):
    channel_class = ChatChannel

    def announce(self, text):
        program.say("announced", text=text)
        self.send_to_all({"action": "system", "text": text})
        self.send_players()

    def send_players(self):
        self.send_to_all({"action": "players", "list": [channel.nickname for channel in self.channels]})

    def on_connect(self, channel, address):
        self.send_players()

    def on_disconnect(self, channel):
        self.announce(f"{channel.nickname} left the chat")


def main():
    options = program.server_arguments(program.parser(__doc__)).parse_args()
    return program.serve(ChatServer, options)


if __name__ == "__main__":
    sys.exit(main())
