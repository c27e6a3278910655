#!/usr/bin/env python3
"""A chat client: each line of input is said, each message received is printed, the end of input is the end."""

import queue
import sys
import threading

import plainrepod
import program


class ChatClient(plainrepod.ConnectionListener):
    def __init__(self, nick):
        super().__init__()
        self.nick = nick
        self.introduced = False
        self.over = None

    def Network_connected(self, message):
        program.say("connected")
        if not self.introduced:  # `connected` comes twice, and a nickname twice would be announced twice
            self.introduced = True
            self.send({"action": "nickname", "nickname": self.nick})

    def Network_error(self, message):
        if "error" not in message:
            self.network_received(message)
            return
        program.say("error", error=message["error"])
        self.over = program.NO_CONNECTION

    def Network_disconnected(self, message):
        program.say("disconnected")
        self.over = program.NO_CONNECTION

    def network_received(self, message):
        program.say("message", data=message)


END_OF_INPUT = object()


def read_input(lines):
    for line in sys.stdin:
        lines.put(line.rstrip("\r\n"))
    lines.put(END_OF_INPUT)


def say_next(client, lines):
    """Says one line of input if there is one. A line is said only once the link is up: before, it would be lost."""
    if not client.introduced:
        return
    try:
        line = lines.get_nowait()
    except queue.Empty:
        return
    if line is END_OF_INPUT:
        client.over = program.DONE
    elif line:
        client.send({"action": "message", "text": line})


def main():
    arguments = program.client_arguments(program.parser(__doc__))
    arguments.add_argument("--nick", default="Anonymous", help="the name to chat under (default: Anonymous)")
    arguments.set_defaults(seconds=600)
    options = arguments.parse_args()
    sys.stdin.reconfigure(encoding="utf-8")
    client = ChatClient(options.nick)
    lines = queue.SimpleQueue()
    threading.Thread(target=read_input, args=(lines,), name="input", daemon=True).start()
    client.connect(options.host, options.port)

    def step():
        client.pump()
        if client.over is None:
            say_next(client, lines)

    try:
        if not program.wait_until(lambda: client.over is not None, options.seconds, step):
            client.over = program.TIME_IS_UP
    except KeyboardInterrupt:
        client.over = program.DONE  # whoever chats by hand leaves with Ctrl+C
    code = client.over
    client.close()
    client.pump()
    return code


if __name__ == "__main__":
    sys.exit(main())
