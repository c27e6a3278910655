#!/usr/bin/env python3
"""Sends fields of every kind to an echo server and checks that they come back the same."""

import sys

import plainrepod
import program
from echo_service import SAMPLES


class EchoClient(plainrepod.ConnectionListener):
    def __init__(self):
        super().__init__()
        self.answers = []
        self.error = None
        self.ended = False

    def Network_connected(self, message):
        program.say("connected")

    def Network_error(self, message):
        if "error" in message:  # the library's own event; a server's answer of the same name has a `message`
            self.error = message["error"]
        else:
            self.network_received(message)

    def Network_disconnected(self, message):
        self.ended = True

    def network_received(self, message):
        self.answers.append(message)

    def is_over(self):
        return self.ended or self.error is not None

    def take(self, action, fields):
        """Takes the next answer that is ours: the `token` tells our broadcasts from those of others."""
        for answer in self.answers:
            if answer["action"] == "error":
                program.say("error", error=answer)
            if answer["action"] == action and answer.get("token") == fields["token"]:
                self.answers.remove(answer)
                return answer
        return None


def ask(client, action, name, token, fields, seconds):
    """One question and its answer, as one line; answers whether it came back the same."""
    sent = {**fields, "token": token}
    size = client.send({"action": action, **sent})
    got = []

    def answered():
        answer = client.take(action + "_reply", sent)
        if answer is not None:
            got.append(answer)
        return bool(got) or client.is_over()

    program.wait_until(answered, seconds, client.pump)
    if not got:
        program.say(action, name=name, ok=False, bytes=size, why="no answer")
        return False
    answer = {key: value for key, value in got[0].items() if key != "action"}
    if not program.same(answer, sent):
        program.say(action, name=name, ok=False, bytes=size, why="not the same", sent=sent, got=answer)
        return False
    program.say(action, name=name, ok=True, bytes=size)
    return True


def main():
    arguments = program.client_arguments(program.parser(__doc__))
    arguments.add_argument("--count", type=int, default=1, help="how often to send the whole set (default: 1)")
    options = arguments.parse_args()
    client = EchoClient()
    client.connect(options.host, options.port)
    program.wait_until(lambda: client.is_connected or client.is_over(), options.seconds, client.pump)
    if not client.is_connected:
        client.pump()
        program.say("error", error=client.error or "no connection in time")
        return program.NO_CONNECTION
    fine = True
    for round_number in range(options.count):
        for number, (name, fields) in enumerate(SAMPLES):
            token = f"python {id(client)} {round_number}.{number}"
            fine = ask(client, "echo", name, token, fields, options.seconds) and fine
            if client.is_over():
                program.say("disconnected")
                return program.NO_CONNECTION
        fine = ask(client, "broadcast", "to all", token + " to all", {"text": "to all"}, options.seconds) and fine
    client.close()
    program.say("done", ok=fine)
    return program.DONE if fine else program.CHECK_FAILED


if __name__ == "__main__":
    sys.exit(main())
