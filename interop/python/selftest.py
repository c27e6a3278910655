#!/usr/bin/env python3
"""Runs every Python program against its counterpart over loopback, and checks the golden vectors with msgpack-python."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import unittest

import plainrepod
from vector_values import as_read, shortest, unhexed, untagged

HERE = os.path.dirname(os.path.abspath(__file__))
WAIT_SECONDS = 20


class Running:
    """A program under test: its lines are read as they come, and it is ended by its own process id."""

    def __init__(self, name, *arguments):
        command = [sys.executable, os.path.join(HERE, name), *map(str, arguments)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._lines = queue.SimpleQueue()
        self.seen = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def line(self):
        line = self._lines.get(timeout=WAIT_SECONDS)
        if line is None:
            raise AssertionError(f"the output ended after {self.seen}")
        self.seen.append(line)
        return line

    def event(self, name, **fields):
        """Reads on to the next event of that name with those fields."""
        ends = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < ends:
            event = json.loads(self.line())
            if event["event"] == name and all(event.get(field) == value for field, value in fields.items()):
                return event
        raise AssertionError(f"no {name} {fields} in {self.seen}")

    def next_event(self):
        return json.loads(self.line())

    def address(self):
        """What a server's first line says."""
        host, _, port = self.line().removeprefix("listening on ").rpartition(":")
        return host, port

    def write(self, line):
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def command(self, **fields):
        self.write(json.dumps(fields))

    def end_input(self):
        self._process.stdin.close()

    def terminate(self):
        self._process.terminate()

    def code(self):
        return self._process.wait(WAIT_SECONDS)

    def clean_up(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(WAIT_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            pipe.close()


class ProgramTest(unittest.TestCase):
    def run_program(self, name, *arguments):
        running = Running(name, *arguments)
        self.addCleanup(running.clean_up)
        return running

    def serve(self, name, *arguments):
        """A server on a free port; answers it and its (host, port)."""
        server = self.run_program(name, *arguments, "--port", 0)
        return server, server.address()

    def assert_stops(self, server):
        server.terminate()
        self.assertEqual(server.code(), 0)


class Echo(ProgramTest):
    def test_every_sample_comes_back_the_same(self):
        server, address = self.serve("echo_server.py")
        client = self.run_program("echo_client.py", *address, "--count", 2)
        client.event("done", ok=True)
        self.assertEqual(client.code(), 0)
        self.assert_stops(server)

    def test_the_client_is_told_twice_that_it_is_connected(self):
        _, address = self.serve("echo_server.py")
        client = self.run_program("echo_client.py", *address)
        self.assertEqual([client.next_event()["event"] for _ in range(2)], ["connected", "connected"])

    def test_a_refused_connection_is_exit_code_3(self):
        server, address = self.serve("echo_server.py")
        self.assert_stops(server)
        client = self.run_program("echo_client.py", *address)
        self.assertIn("refused", client.event("error")["error"])
        self.assertEqual(client.code(), 3)

    def test_a_server_out_of_time_is_exit_code_4(self):
        server, _ = self.serve("echo_server.py", "--seconds", 0.1)
        self.assertEqual(server.code(), 4)


class Chat(ProgramTest):
    def test_two_clients_read_each_other_and_one_leaves_with_its_input(self):
        server, address = self.serve("chat_server.py")
        ada = self.run_program("chat_client.py", *address, "--nick", "Ada")
        ada.event("message", data={"action": "system", "text": "Ada joined the chat"})
        ben = self.run_program("chat_client.py", *address, "--nick", "Ben")
        ada.event("message", data={"action": "players", "list": ["Ada", "Ben"]})
        ben.write("hello, wörld 🎮")
        ben.end_input()
        ada.event("message", data={"action": "message", "text": "hello, wörld 🎮", "nickname": "Ben"})
        ada.event("message", data={"action": "system", "text": "Ben left the chat"})
        self.assertEqual(ben.code(), 0)
        self.assert_stops(server)
        ada.event("disconnected")
        self.assertEqual(ada.code(), 3)


class LagTime(ProgramTest):
    def test_ten_round_trips_are_measured(self):
        server, address = self.serve("lag_time_server.py")
        client = self.run_program("lag_time_client.py", *address)
        self.assertEqual(client.code(), 0)
        for count in range(9):
            server.event("rtt", count=count)
        self.assertGreaterEqual(server.event("client_disconnected")["answered"], 9)
        self.assert_stops(server)


class Guides(ProgramTest):
    def test_connection_errors_are_told_apart_by_their_text(self):
        server, (host, port) = self.serve("guide_error_handling.py", "server")
        client = self.run_program("guide_error_handling.py", "client", host, port)
        self.assertEqual(client.code(), 0)
        self.assert_stops(server)
        client = self.run_program("guide_error_handling.py", "client", host, port)
        client.event("error", kind="refused")
        self.assertEqual(client.code(), 3)
        client = self.run_program("guide_error_handling.py", "client", "no-such-host.invalid", port)
        client.event("error", kind="unknown_host")
        self.assertEqual(client.code(), 3)

    def test_invalid_messages_are_answered_and_the_connection_lives(self):
        server, address = self.serve("guide_invalid_messages.py", "server")
        client = self.run_program("guide_invalid_messages.py", "client", *address)
        client.event("done", ok=True)
        self.assertEqual(client.code(), 0)
        self.assert_stops(server)

    def test_the_server_hears_the_goodbye_before_the_end(self):
        server, address = self.serve("guide_goodbye.py", "server")
        client = self.run_program("guide_goodbye.py", "client", *address)
        self.assertEqual(client.code(), 0)
        server.event("goodbye")
        server.event("closed", said_goodbye=True)
        self.assert_stops(server)

    def test_a_stopped_server_ends_its_clients(self):
        server, address = self.serve("guide_shutdown_server.py", "server")
        client = self.run_program("guide_shutdown_server.py", "client", *address)
        server.event("client_connected", clients=1)
        server.terminate()
        client.event("disconnected")
        self.assertEqual(client.code(), 0)
        server.event("closed")
        server.event("stopped", clients=0)
        self.assertEqual(server.code(), 0)

    def test_a_server_stops_from_a_handler(self):
        server, address = self.serve("guide_shutdown_server.py", "server")
        peer = self.run_program("raw_peer.py", *address)
        peer.command(send={"action": "stop_server"})
        peer.command(expect_end=True)
        peer.event("eof")
        server.event("stopped", clients=0)
        self.assertEqual(server.code(), 0)


class StateRecovery(ProgramTest):
    def play(self, *options):
        server, address = self.serve("guide_state_recovery.py", "server")
        return server, self.run_program("guide_state_recovery.py", "client", *address, *options)

    def test_the_score_comes_back_after_every_cut(self):
        for how in ((), ("--reset",)):
            with self.subTest(how):
                server, client = self.play("--cuts", 2, "--away", 0.05, *how)
                client.event("state_recovered", state={"score": 6})
                client.event("state_recovered", state={"score": 12})
                client.event("done", ok=True, score=18, recoveries=2)
                self.assertEqual(client.code(), 0)
                server.event("closed", state={"score": 18})
                self.assert_stops(server)

    def test_a_forged_id_recovers_nothing_and_the_client_starts_afresh(self):
        for options, code in ((("--expect-failure",), 0), ((), 1)):
            with self.subTest(options):
                _, client = self.play("--away", 0, "--forge", "no-such-id", *options)
                client.event("score", score=6)
                client.event("recovery_failed")
                client.event("score", score=1)
                client.event("done", ok=code == 0, score=6, recoveries=0)
                self.assertEqual(client.code(), code)

    def test_a_recovery_that_was_to_fail_is_exit_code_1(self):
        _, client = self.play("--expect-failure")
        client.event("done", ok=False, recoveries=1)
        self.assertEqual(client.code(), 1)

    def test_a_score_that_differs_is_exit_code_1(self):
        _, client = self.play_with(ForgetfulChannel)
        client.event("state_recovered", state={"score": 5}, wanted=6)
        client.event("done", ok=False)
        self.assertEqual(client.code(), 1)

    def test_the_first_id_stays_the_one_to_recover_with_where_no_other_was_created(self):
        server, client = self.play_with(KeepingChannel, "--cuts", 2)
        client.event("notice", text="while you were away")
        client.event("done", ok=True, score=18, recoveries=2)
        self.assertEqual(client.code(), 0)
        self.assertEqual(server.first_messages, ["add", "recover_session", "recover_session"])
        self.assertEqual(server.recovered_with, ["the first", "the first"])

    def play_with(self, channel_class, *options):
        server = ScriptedServer(channel_class)
        server.start_background()
        self.addCleanup(server.stop)
        client = self.run_program("guide_state_recovery.py", "client", *server.address, "--away", 0.05, *options)
        return server, client


class ScriptedServer(plainrepod.Server):
    """One session, whose channels come one after another."""

    def __init__(self, channel_class):
        super().__init__(port=0)
        self.channel_class = channel_class
        self.score = 0
        self.first_messages = []
        self.recovered_with = []


class KeepingChannel(plainrepod.Channel):
    """Creates a session for its first message alone, tells another id in the recovery, and what happened meanwhile."""

    lost_points = 0

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.is_first = True

    def on_connect(self):
        if not self.server.first_messages:
            self.send({"action": "session_created", "session_id": "the first"})

    def note(self, message):
        if self.is_first:
            self.is_first = False
            self.server.first_messages.append(message["action"])

    def Network_add(self, message):
        self.note(message)
        self.server.score += message["points"]
        self.send({"action": "score", "score": self.server.score})

    def Network_recover_session(self, message):
        self.note(message)
        self.server.recovered_with.append(message["session_id"])
        state = {"score": self.server.score - self.lost_points}
        self.send({"action": "state_recovered", "state": state, "session_id": "another"})
        self.send({"action": "notice", "text": "while you were away"})


class ForgetfulChannel(KeepingChannel):
    lost_points = 1


class Keepalive(ProgramTest):
    def watch(self, *server_options, of_client=()):
        server, address = self.serve("guide_keepalive.py", "server", *server_options)
        client = self.run_program("guide_keepalive.py", "client", *address, *of_client)
        server.event("client_connected", clients=1)
        return server, client

    def test_pings_are_answered_and_keep_the_link(self):
        server, client = self.watch("--every", 0.3, "--dead-after", 1.5, of_client=("--play", 3, "--silence", 1.5))
        self.assertGreaterEqual(client.event("done", ok=True)["pings"], 3)
        self.assertEqual(client.code(), 0)
        for _ in range(3):
            server.event("pong")
        server.event("closed")
        self.assertFalse(any("timed_out" in line for line in server.seen))
        self.assert_stops(server)

    def test_a_mute_client_is_dropped(self):
        server, client = self.watch("--every", 0.1, "--dead-after", 0.5, of_client=("--mute",))
        client.event("ping")
        client.event("disconnected")
        self.assertEqual(client.code(), 3)
        server.event("timed_out")
        server.event("closed")
        self.assert_stops(server)

    def test_a_stopped_client_is_dropped(self):
        server, client = self.watch("--every", 0.1, "--dead-after", 0.5)
        pid = client.event("pid")["pid"]
        client.event("ping")
        os.kill(pid, signal.SIGSTOP)
        server.event("timed_out")
        server.event("closed")
        os.kill(pid, signal.SIGCONT)
        client.event("disconnected")
        self.assertEqual(client.code(), 3)

    def test_a_client_leaves_a_silent_server(self):
        server, client = self.watch(of_client=("--silence", 0.3))
        client.event("silent")
        self.assertEqual(client.code(), 1)
        server.event("closed")
        self.assert_stops(server)

    def test_only_a_ping_without_other_fields_is_answered(self):
        peer = self.run_program("raw_peer.py", "127.0.0.1", 0, "--listen")
        client = self.run_program("guide_keepalive.py", "client", *peer.address(), "--play", 1)
        peer.command(send={"action": "ping", "count": 1})
        peer.command(send={"action": "ping"})
        peer.command(expect_end=True)
        peer.event("frame", value={"action": "pong"})
        self.assertEqual(peer.next_event()["event"], "eof")
        client.event("message", data={"action": "ping", "count": 1})
        client.event("done", ok=True, pings=1)
        self.assertEqual(client.code(), 0)


class Reconnecting(ProgramTest):
    def test_a_client_comes_back_each_time_it_is_closed(self):
        server, address = self.serve("guide_reconnect.py", "server", "--close-after", 0.7)
        client = self.run_program("guide_reconnect.py", "client", *address, "--connections", 3, "--scale", 0.01)
        for number in (1, 2):
            client.event("hello", n=number)
            self.assertEqual(client.next_event(), {"event": "disconnected"})
            self.assertEqual(client.next_event(), {"event": "reconnecting", "attempt": 1, "delay": 0.02})
        client.event("hello", n=3)
        client.event("done", ok=True, connections=3)
        self.assertEqual(client.code(), 0)
        for number in (1, 2, 3):
            server.event("hello", n=number)
            server.event("closed")
        self.assert_stops(server)

    def test_a_client_gives_up_after_five_attempts(self):
        server, address = self.serve("guide_reconnect.py", "server", "--close-after", 0)
        client = self.run_program("guide_reconnect.py", "client", *address, "--scale", 0.01)
        client.event("hello", n=1)
        self.assert_stops(server)
        client.event("disconnected")
        for attempt, delay in enumerate((0.02, 0.04, 0.08, 0.16, 0.3), 1):
            self.assertEqual(client.event("reconnecting", attempt=attempt)["delay"], delay)
        client.event("gave_up")
        self.assertEqual(client.code(), 3)


class WrongUsage(unittest.TestCase):
    def test_a_wrong_option_is_named_and_is_exit_code_2(self):
        for name, *arguments, option, value in (
            ("guide_reconnect.py", "client", "localhost", "1", "--scale", "fast"),
            ("guide_reconnect.py", "client", "localhost", "1", "--connections", "0"),
            ("guide_state_recovery.py", "client", "localhost", "1", "--cuts", "-1"),
            ("guide_keepalive.py", "server", "--every", "nan"),
        ):
            with self.subTest(name):
                command = [sys.executable, os.path.join(HERE, name), *arguments, option, value]
                done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_SECONDS)
                self.assertEqual(done.returncode, 2)
                self.assertIn(f"argument {option}: ", done.stderr)
                self.assertIn(value, done.stderr)


class Faults(ProgramTest):
    """That the stand-in has the faults that programs in the field have."""

    def peer(self, server_program="echo_server.py", *arguments):
        server, address = self.serve(server_program, *arguments)
        peer = self.run_program("raw_peer.py", *address)
        peer.command(expect=1)
        self.assertEqual(peer.next_event(), {"event": "connected"})
        self.assertEqual(peer.next_event()["value"], {"action": "connected"})
        return peer, server

    def echo(self, peer):
        peer.command(send={"action": "echo", "n": 1})
        peer.event("sent")
        peer.command(expect=1, timeout=0.5)
        return peer.next_event()

    def test_unreadable_bytes_end_the_link_in_silence(self):
        for name, frame in [
            ("bad UTF-8", "0000000581a161a1ff"),
            ("a list as a key", "00000003819001"),
            ("a malformed timestamp", "00000003d4ff00"),
            ("a negative ext", "00000003d4fe00"),
            ("an empty frame", "00000000"),
            ("bytes after the value", "000000028000"),
        ]:
            with self.subTest(name):
                peer, _ = self.peer()
                peer.command(send_hex=frame)
                peer.command(expect=1)
                peer.event("eof")

    def test_nil_jams_the_link_for_ever(self):
        peer, _ = self.peer()
        peer.command(send_hex="00000001c0")
        peer.event("sent")
        self.assertEqual(self.echo(peer)["event"], "timeout")
        self.assertEqual(self.echo(peer)["event"], "timeout")

    def test_what_is_no_message_is_skipped(self):
        peer, _ = self.peer()
        peer.command(send_hex="0000000105" "00000001c2" "00000002a161" "00000003c40161" "0000000190" "00000003d40500")
        peer.command(send={})
        peer.command(send={"action": 5})
        peer.event("sent", bytes=13)
        self.assertEqual(self.echo(peer)["value"], {"action": "echo_reply", "n": 1})

    def test_a_handler_that_raises_freezes_its_channel_with_the_socket_open(self):
        peer, server = self.peer("guide_error_handling.py", "server")
        for name in ("hello", "crash", "hello"):
            peer.command(send={"action": name})
        peer.command(expect=2, timeout=0.5)
        peer.event("frame", value={"action": "hello"})
        peer.event("timeout", got=1)
        peer.command(close=True)
        self.assertEqual(server.next_event(), {"event": "crashing"})
        self.assertEqual(server.next_event(), {"event": "closed"})

    def test_a_disconnected_from_the_wire_freezes_its_channel(self):
        peer, _ = self.peer()
        peer.command(send={"action": "disconnected"})
        peer.event("sent")
        self.assertEqual(self.echo(peer)["event"], "timeout")


class RawPeer(ProgramTest):
    def pair(self):
        listening = self.run_program("raw_peer.py", "127.0.0.1", 0, "--listen")
        dialling = self.run_program("raw_peer.py", *listening.address())
        for peer in (listening, dialling):
            self.assertEqual(peer.next_event(), {"event": "connected"})
        return listening, dialling

    def test_values_that_json_has_no_word_for_come_through(self):
        one, other = self.pair()
        value = {
            "action": "all",
            "bytes": {"hex": "00ff"},
            "nan": {"float": "nan"},
            "at": {"timestamp": [1, 5]},
            "ext": {"ext": [5, "01"]},
            "keys": {"map": [[1, "a"], [None, "b"], [{"hex": "61"}, 2**64 - 1]]},
            "a map that looks like a tag": {"map": [["hex", "00"]]},
        }
        one.command(send=value)
        other.command(expect=1)
        self.assertEqual(other.event("frame")["value"], value)

    def test_each_way_to_end_is_told_apart(self):
        for verb, end in (("half_close", "eof"), ("close", "eof"), ("reset", "reset")):
            with self.subTest(verb):
                one, other = self.pair()
                one.command(send_hex="000000019000")
                one.command(**{verb: True})
                other.command(expect_end=True)
                other.event(end, **({"rest": "00"} if end == "eof" else {}))

    def test_a_wrong_command_is_exit_code_2(self):
        one, _ = self.pair()
        one.command(jump=True)
        one.event("wrong_command")
        self.assertEqual(one.code(), 2)

    def test_an_unreadable_frame_is_shown_and_the_next_is_read(self):
        one, other = self.pair()
        one.command(send_hex="00000001c1" "0000000190")
        other.command(expect=2)
        self.assertIn("FormatError", other.event("unreadable")["error"])
        other.event("frame", value=[])


class Vectors(unittest.TestCase):
    """The files, whoever made their lines, as msgpack-python and the stand-in see them."""

    def rows(self, name):
        with open(os.path.join(HERE, "..", "..", "docs", "vectors", name), encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def test_the_files_are_what_their_script_makes(self):
        script = os.path.join(HERE, "make_vectors.py")
        subprocess.run([sys.executable, script, "--check"], check=True, timeout=60, stdout=subprocess.DEVNULL)

    def test_every_message_is_read_as_its_value(self):
        for row in self.rows("messages.jsonl"):
            with self.subTest(row["name"]):
                value = untagged(row["value"])
                self.assertEqual(as_read(plainrepod.decode(unhexed(row))), as_read(value))
                self.assertEqual(row["shortest"], shortest(value) == unhexed(row))

    def test_every_stream_is_cut_into_its_payloads(self):
        for row in self.rows("frames.jsonl"):
            with self.subTest(row["name"]):
                rest = bytearray(unhexed(row))
                for payload in row["payloads"]:
                    value, consumed = plainrepod.read_message(rest)
                    self.assertEqual(value, plainrepod.decode(unhexed(payload)))
                    del rest[:consumed]
                self.assertEqual(plainrepod.read_message(rest), (None, 0))
                self.assertEqual(rest, unhexed(row["rest"]))

    def test_what_is_skipped_is_no_message(self):
        for row in self.rows("skipped.jsonl"):
            with self.subTest(row["name"]):
                self.assertEqual(self.delivered(unhexed(row)), [])

    def test_what_is_unreadable_raises(self):
        for row in self.rows("unreadable.jsonl"):
            with self.subTest(row["name"]):
                with self.assertRaises(Exception) as raised:
                    plainrepod.decode(unhexed(row))
                self.assertEqual(type(raised.exception).__name__, row["msgpack_python"])

    def test_what_is_rewritten_is_readable(self):
        for row in self.rows("unreadable.jsonl"):
            with self.subTest(row["name"]):
                if row["expect"] == "rewritten":
                    self.assertEqual(len(self.delivered(shortest(untagged(row["value"])))), 1)

    def delivered(self, payload):
        found = []
        buffer = bytearray(plainrepod.HEADER.pack(len(payload)) + payload)
        plainrepod.drain(buffer, found.append)
        self.assertEqual(len(buffer), 0)
        return found


if __name__ == "__main__":
    unittest.main()
