#!/usr/bin/env python3
"""The guide on invalid messages: a `move` that lacks a field, has a wrong type or leaves the field is answered.

Each is answered with `{"action": "error", "message": …}` and the connection lives: a valid move afterwards, answered
with `moved {x, y}`, shows it.
"""

import sys

import plainrepod
import program

FIELD_SIZE = 1000

# The name, the fields of the move, and the action that has to answer it.
MOVES = [
    ("valid", {"x": 10, "y": 20.5}, "moved"),
    ("no y", {"x": 10}, "error"),
    ("x is text", {"x": "ten", "y": 20}, "error"),
    ("x is true", {"x": True, "y": 20}, "error"),
    ("x is nil", {"x": None, "y": 20}, "error"),
    ("x too large", {"x": 1000.5, "y": 20}, "error"),
    ("y negative", {"x": 10, "y": -1}, "error"),
    ("on the edge", {"x": 0, "y": 1000}, "moved"),
]


class Player(plainrepod.ConnectionListener):
    def __init__(self):
        super().__init__()
        self.answers = []
        self.over = None

    def Network_connected(self, message):
        program.say("connected")

    def Network_moved(self, message):
        self.answers.append(message)

    def Network_error(self, message):
        if "message" in message:  # a server's answer; the library's own event has an `error`
            self.answers.append(message)
            return
        program.say("error", error=message["error"])
        self.over = program.NO_CONNECTION

    def Network_disconnected(self, message):
        program.say("disconnected")
        self.over = program.NO_CONNECTION


def try_move(player, name, fields, wanted, seconds):
    """Sends one move and judges its answer; answers whether it was the wanted one."""
    player.answers.clear()
    player.send({"action": "move", **fields})
    program.wait_until(lambda: player.answers or player.over is not None, seconds, player.pump)
    if not player.answers:
        program.say("move", name=name, ok=False, why="no answer")
        return False
    answer = player.answers[0]
    fine = answer["action"] == wanted
    if wanted == "moved":
        fine = fine and all(answer.get(field) == fields[field] for field in ("x", "y"))
    else:
        fine = fine and isinstance(answer.get("message"), str)
    program.say("move", name=name, ok=fine, answer=answer)
    return fine


def play(options):
    player = Player()
    player.connect(options.host, options.port)
    program.wait_until(lambda: player.is_connected or player.over is not None, options.seconds, player.pump)
    if not player.is_connected:
        return player.over or program.NO_CONNECTION
    fine = True
    for name, fields, wanted in MOVES:
        fine = try_move(player, name, fields, wanted, options.seconds) and fine
        if player.over is not None:
            return player.over
    player.close()
    program.say("done", ok=fine)
    return program.DONE if fine else program.CHECK_FAILED


def mistake_in(message):
    """What is wrong with a move, in words for its sender, or None."""
    for field in ("x", "y"):
        if field not in message:
            return f"Missing field: {field}"
        value = message[field]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return f"Wrong type: {field} has to be a number"
        if not 0 <= value <= FIELD_SIZE:
            return "Position out of bounds"
    return None


class MoveChannel(plainrepod.Channel):
    def Network_move(self, message):
        mistake = mistake_in(message)
        if mistake is not None:
            program.say("invalid", mistake=mistake)
            self.send({"action": "error", "message": mistake})
            return
        self.send({"action": "moved", "x": message["x"], "y": message["y"]})


class MoveServer(plainrepod.Server):
    channel_class = MoveChannel


if __name__ == "__main__":
    sys.exit(program.run_guide(__doc__, play, lambda options: program.serve(MoveServer, options)))
