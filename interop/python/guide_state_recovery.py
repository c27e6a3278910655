#!/usr/bin/env python3
"""The guide on session recovery: a client that lost its link says its session's id and gets its state back.

The server gives each client an id, `session_created {session_id}`, and saves the state of those that leave. A client
that comes back sends `recover_session {session_id}` first of all and is answered by `state_recovered {state}` or by
`recovery_failed`. The state is a score: `add {points}` is answered by `score {score}`. This client loses its link on
purpose, and checks that its score comes back.
"""

import sys
import uuid

import plainrepod
import program


class Memory:
    """What a player knows across its links."""

    def __init__(self, forged_id):
        self.forged_id = forged_id
        self.session_id = None
        self.score = 0
        self.recoveries = 0
        self.failures = 0
        self.ok = True


class Player(plainrepod.ConnectionListener):
    """A player on one link."""

    def __init__(self, memory):
        super().__init__()
        self.memory = memory
        self.tried_id = None
        self.introduced = False
        self.ready = False
        self.wanted_score = None
        self.answers = 0
        self.over = None

    def Network_connected(self, message):
        program.say("connected")
        if self.introduced:  # `connected` comes twice, and a session is recovered once
            return
        self.introduced = True
        self.tried_id = self.memory.session_id
        if self.tried_id is not None:
            forged_id = self.memory.forged_id
            said_id = self.tried_id if forged_id is None else forged_id
            self.send({"action": "recover_session", "session_id": said_id})

    def Network_session_created(self, message):
        program.say("session_created", session_id=message.get("session_id"))
        self.memory.session_id = message.get("session_id")
        self.ready = self.ready or self.tried_id is None

    def Network_state_recovered(self, message):
        state = message.get("state")
        self.memory.recoveries += 1
        score = state.get("score") if isinstance(state, dict) else None
        self.believe(score, self.memory.score, "state_recovered", state=state)
        self.ready = True

    def Network_recovery_failed(self, message):
        program.say("recovery_failed")
        self.memory.failures += 1
        self.memory.score = 0
        if self.memory.session_id == self.tried_id:  # else this link has been given an id of its own already
            self.memory.session_id = None
        self.tried_id = None
        self.ready = self.memory.session_id is not None

    def Network_score(self, message):
        score = message.get("score")
        self.believe(score, self.wanted_score, "score", score=score)
        self.answers += 1

    def Network_notice(self, message):
        program.say("notice", text=message.get("text"))

    def network_received(self, message):
        program.say("message", data=message)

    def Network_error(self, message):
        program.say("error", error=message.get("error", message))
        self.over = program.NO_CONNECTION if "error" in message else program.CHECK_FAILED

    def Network_disconnected(self, message):
        program.say("disconnected")
        self.over = program.NO_CONNECTION

    def add(self, points):
        self.wanted_score = self.memory.score + points
        self.send({"action": "add", "points": points})

    def believe(self, told, wanted, event, **fields):
        """Takes the score that the server told, and prints it, with the wanted one where it is another."""
        if told != wanted:
            fields["wanted"] = wanted
            self.memory.ok = False
        program.say(event, **fields)
        self.memory.score = told if isinstance(told, (int, float)) else 0

    def wait(self, condition, deadline):
        """None once the condition holds, or the exit code of a program that waits in vain."""
        program.wait_until(lambda: condition() or self.over is not None, deadline.left(), self.pump)
        if self.over is None and not condition():
            self.over = program.TIME_IS_UP
        return self.over


def play_on_a_link(player, options, deadline):
    """Adds points one by one; answers None, or the exit code of a program that cannot go on."""
    player.connect(options.host, options.port)
    code = player.wait(lambda: player.ready, deadline)
    for points in range(1, options.adds + 1):
        if code is not None:
            break
        answers = player.answers
        player.add(points)
        code = player.wait(lambda: player.answers > answers, deadline)
    return code


def play(options):
    deadline = program.Deadline(options.seconds)
    memory = Memory(options.forge)
    for cuts_left in range(options.cuts, -1, -1):
        player = Player(memory)
        code = play_on_a_link(player, options, deadline)
        if code is not None:
            player.close()
            return code
        if cuts_left == 0:
            player.close()
            break
        player.abandon(options.reset)
        if not deadline.stay_away(options.away):
            return program.TIME_IS_UP
    answered_as_expected = (memory.recoveries if options.expect_failure else memory.failures) == 0
    fine = memory.ok and answered_as_expected
    program.say("done", ok=fine, score=memory.score, recoveries=memory.recoveries)
    return program.DONE if fine else program.CHECK_FAILED


class RecoverableChannel(plainrepod.Channel):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.session_id = str(uuid.uuid4())
        self.state = {"score": 0}

    def on_connect(self):
        program.say("session_created", session_id=self.session_id)
        self.send({"action": "session_created", "session_id": self.session_id})

    def Network_add(self, message):
        self.state["score"] += message["points"]
        self.send({"action": "score", "score": self.state["score"]})

    def Network_recover_session(self, message):
        state = self.server.sessions.pop(str(message.get("session_id")), None)
        if state is None:
            program.say("recovery_failed", session_id=message.get("session_id"))
            self.send({"action": "recovery_failed"})
            return
        # From now on the state belongs to the id that this link was given.
        self.state = state
        program.say("state_recovered", session_id=message["session_id"], state=state)
        self.send({"action": "state_recovered", "state": state})

    def on_close(self):
        self.server.sessions[self.session_id] = self.state
        program.say("closed", session_id=self.session_id, state=self.state)


class RecoveringServer(plainrepod.Server):
    channel_class = RecoverableChannel

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.sessions = {}


def serve(options):
    return program.serve(RecoveringServer, options)


def client_options(arguments):
    arguments.add_argument("--adds", type=program.positive_count, default=3, help="sent on each link (default: 3)")
    arguments.add_argument("--cuts", type=program.count, default=1, help="links to lose on purpose (default: 1)")
    arguments.add_argument(
        "--away", type=program.measure, default=0.2, metavar="SECONDS", help="without a link after a cut (default: 0.2)"
    )
    arguments.add_argument("--reset", action="store_true", help="lose links by a reset rather than by closing")
    arguments.add_argument("--forge", metavar="ID", help="recover with this id instead of its own")
    arguments.add_argument("--expect-failure", action="store_true", help="exit code 0 where no recovery succeeds")


if __name__ == "__main__":
    sys.exit(program.run_guide(__doc__, play, serve, client_options))
