"""A plain peer: a small stand-in for the Python library repod, faults included.

It shares no code with the Java library, so that a mistake there cannot hide behind the same mistake here. Its faults
are on purpose, because programs in the field have them: the client hears `connected` twice, its writer polls, bytes
that msgpack cannot read end the link without a word, a nil payload jams it, a handler that raises freezes its channel.
"""

import collections
import selectors
import signal
import socket
import struct
import sys
import threading
import time

try:
    import msgpack
except ImportError:
    sys.exit("msgpack for Python is missing: install python3-msgpack and run this with the system's python3")

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 5071
WRITER_POLL_SECONDS = 0.005
FLUSH_SECONDS = 2.0
READ_BYTES = 65536
HEADER = struct.Struct(">I")


def encode(message):
    """The frame of a message: header and payload."""
    payload = msgpack.packb(message, use_bin_type=True)
    return HEADER.pack(len(payload)) + payload


def decode(payload):
    """The value in a payload. Raises whatever msgpack raises: there is no other judgement of what a peer sends."""
    return msgpack.unpackb(bytes(payload), raw=False, strict_map_key=False)


def read_message(buffer):
    """The first value in the buffer and the bytes it took, or (None, 0) while its frame is incomplete."""
    if len(buffer) < HEADER.size:
        return None, 0
    (length,) = HEADER.unpack_from(buffer)
    end = HEADER.size + length
    if len(buffer) < end:
        return None, 0
    return decode(buffer[HEADER.size : end]), end


def drain(buffer, deliver):
    """Hands on every whole message in the buffer and skips whatever else is whole, in silence."""
    while True:
        value, consumed = read_message(buffer)
        if value is None:
            return  # an incomplete frame; a nil payload looks the same, is never consumed, and so jams the link
        del buffer[:consumed]
        if isinstance(value, dict) and isinstance(value.get("action"), str):
            deliver(value)


def dispatch(receiver, message):
    """Calls `Network_<action>` of the receiver, or `network_received` where it has none."""
    handler = getattr(receiver, "Network_" + message["action"], None)
    (handler or receiver.network_received)(message)


class Channel:
    """One client, seen by the server. All its methods but `send` and `close` belong to the server's thread."""

    def __init__(self, server, connection, address):
        self.server = server
        self.address = address
        self.is_open = True
        self._connection = connection
        self._incoming = bytearray()
        self._outgoing = collections.deque()
        self._closing = False
        self._frozen = False

    def on_connect(self):
        """The greeting is queued."""

    def on_close(self):
        """The link has ended. Not called where it ended while the server was writing: a fault of the original."""

    def on_error(self, error):
        """Never called: the original has it too, and never calls it."""

    def network_received(self, message):
        """A message whose action has no method."""

    def send(self, message):
        """Queues a message; answers how many bytes, 0 once closed. From any thread."""
        if not self.is_open or self._closing:
            return 0
        frame = encode(message)
        self._outgoing.append(frame)
        self.server._wake()
        return len(frame)

    def close(self):
        """Ends the link once what is queued is written. From any thread."""
        self._closing = True
        self.server._wake()

    def _deliver(self, message):
        if self._frozen:
            return
        try:
            if message["action"] == "disconnected":
                raise ConnectionError("the channel takes this message for its own end")
            dispatch(self, message)
        except Exception:
            self._frozen = True  # the fault: nobody is told, the socket stays open, later messages go nowhere

    def _read(self):
        """Answers whether the link lives on."""
        try:
            received = self._connection.recv(READ_BYTES)
        except BlockingIOError:
            return True
        except OSError:
            return False
        if not received:
            return False
        self._incoming += received
        try:
            drain(self._incoming, self._deliver)
        except Exception:
            return False  # unreadable bytes end the link without a word
        return True

    def _write(self):
        """Writes what the socket takes; answers whether the link survived it."""
        try:
            while self._outgoing:
                frame = self._outgoing[0]
                taken = self._connection.send(frame)
                if taken == len(frame):
                    self._outgoing.popleft()
                else:
                    self._outgoing[0] = frame[taken:]
        except BlockingIOError:
            return True
        except OSError:
            return False
        return True


class Server:
    """A server with one channel a client. Subclasses name their channel's class in `channel_class`."""

    channel_class = Channel

    def __init__(self, host=DEFAULT_HOST, port=DEFAULT_PORT):
        self.channels = []
        self._host = host
        self._port = port
        self._listening = None
        self._selector = None
        self._bell = None
        self._bell_in = None
        self._stop_asked = threading.Event()
        self._stopped = threading.Event()
        self._loop_thread = None

    def on_connect(self, channel, address):
        """After the channel's own `on_connect`."""

    def on_disconnect(self, channel):
        """After the channel's own `on_close`."""

    @property
    def address(self):
        """The bound (host, port); port 0 has picked one by then."""
        return self._listening.getsockname()[:2]

    def start(self):
        """Binds. Clients are served by `run`."""
        self._listening = socket.create_server((self._host, self._port))
        self._listening.setblocking(False)
        self._bell, self._bell_in = socket.socketpair()
        self._bell.setblocking(False)
        self._bell_in.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listening, selectors.EVENT_READ, self._accept)
        self._selector.register(self._bell_in, selectors.EVENT_READ, lambda: self._bell_in.recv(4096))

    def run(self, seconds=None):
        """Serves until stopped, or for so many seconds. Answers whether it was stopped rather than out of time."""
        self._loop_thread = threading.current_thread()
        ends = None if seconds is None else time.monotonic() + seconds
        while not self._stop_asked.is_set():
            if ends is not None and time.monotonic() >= ends:
                break
            for key, _ in self._selector.select(0.2):
                key.data()
            self._write_all()
        in_time = self._stop_asked.is_set()
        self._end_all()
        return in_time

    def stop(self):
        """Ends every link and stops listening. May be called twice, from any thread and from a signal's handler."""
        self._stop_asked.set()
        if self._loop_thread is None:
            self._end_all()
        elif self._loop_thread is threading.current_thread():
            self._wake()
        else:
            self._wake()
            self._stopped.wait(FLUSH_SECONDS + 1)

    def stop_at_signals(self):
        """SIGINT and SIGTERM stop this server from now on. Only from the main thread."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop())

    def launch(self, seconds=None):
        """Starts and serves until SIGINT or SIGTERM, then stops. Answers as `run` does."""
        self.stop_at_signals()
        self.start()
        try:
            return self.run(seconds)
        finally:
            self.stop()

    def start_background(self):
        """Starts and serves on a thread of its own until `stop`."""
        self.start()
        threading.Thread(target=self.run, name="plainrepod-server", daemon=True).start()

    def send_to_all(self, message):
        for channel in list(self.channels):
            channel.send(message)

    def _wake(self):
        try:
            self._bell.send(b"!")
        except (BlockingIOError, OSError):
            pass  # a full pipe wakes as well as one more byte would, and a closed one has nobody to wake

    def _accept(self):
        try:
            connection, address = self._listening.accept()
        except OSError:
            return  # the client left between being seen and being taken
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        channel = self.channel_class(self, connection, address[:2])
        self.channels.append(channel)
        self._selector.register(connection, selectors.EVENT_READ, lambda: channel._read() or self._end(channel))
        channel.send({"action": "connected"})
        channel.on_connect()
        self.on_connect(channel, channel.address)

    def _write_all(self):
        for channel in list(self.channels):
            if not channel.is_open:
                continue
            if not channel._write():
                self._drop(channel)
            elif channel._closing and not channel._outgoing:
                self._end(channel)
            else:
                self._watch(channel)

    def _watch(self, channel):
        """Waits for room in the socket only while something is queued: a socket with room is always ready."""
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if channel._outgoing else 0)
        key = self._selector.get_key(channel._connection)
        if key.events != wanted:
            self._selector.modify(channel._connection, wanted, key.data)

    def _drop(self, channel):
        """The fault: a link that broke while it was written to is never reported, and its channel stays listed."""
        channel.is_open = False
        self._selector.unregister(channel._connection)
        channel._connection.close()

    def _end(self, channel):
        if not channel.is_open:
            return
        channel.is_open = False
        self._selector.unregister(channel._connection)
        _end_orderly(channel._connection)
        self.channels.remove(channel)
        channel.on_close()
        self.on_disconnect(channel)

    def _end_all(self):
        if self._stopped.is_set() or self._selector is None:
            return
        self._selector.unregister(self._listening)
        self._listening.close()
        self._flush_all()
        for channel in list(self.channels):
            self._end(channel)
        for used in (self._selector, self._bell, self._bell_in):
            used.close()
        self._stopped.set()

    def _flush_all(self):
        ends = time.monotonic() + FLUSH_SECONDS
        while time.monotonic() < ends:
            self._write_all()
            if not any(channel.is_open and channel._outgoing for channel in self.channels):
                return
            time.sleep(WRITER_POLL_SECONDS)


class ConnectionListener:
    """The client. A background thread moves bytes; every method named `Network_…` is called inside `pump`."""

    def __init__(self):
        self.is_connected = False
        self._events = collections.deque()
        self._outgoing = collections.deque()
        self._closing = threading.Event()
        self._end = _end_orderly
        self._thread = None

    def network_received(self, message):
        """A message or an event whose action has no method."""

    def connect(self, host=DEFAULT_HOST, port=DEFAULT_PORT):
        """Begins to connect. There is no deadline but the system's own: a fault of the original."""
        self._thread = threading.Thread(target=self._live, args=(host, port), name="plainrepod-client", daemon=True)
        self._thread.start()

    def pump(self):
        """Delivers what has come so far. What a handler raises leaves here."""
        for _ in range(len(self._events)):
            dispatch(self, self._events.popleft())

    def send(self, message):
        """Queues a message; answers how many bytes, 0 while not connected (it is lost then). From any thread."""
        if not self.is_connected or self._closing.is_set():
            return 0
        frame = encode(message)
        self._outgoing.append(frame)
        return len(frame)

    def close(self):
        """Writes what is queued, then ends the link. Waits for that, but not for long."""
        self._closing.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(FLUSH_SECONDS + 1)

    def abandon(self, reset=False):
        """Not in the original: ends the link as a program that dies would; what is queued is lost. Or with a reset."""
        self._end = _end_by_reset if reset else socket.socket.close
        self._outgoing.clear()
        self.close()

    def _live(self, host, port):
        try:
            connection = socket.create_connection((host, port))
        except (OSError, OverflowError) as error:
            self._events.append({"action": "error", "error": str(error)})
            return
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.is_connected = True
        self._events.append({"action": "connected"})  # the first time; the server's greeting makes it two
        try:
            self._exchange(connection)
        except Exception:
            pass  # unreadable bytes end the link without a word, as a broken socket does
        self.is_connected = False
        self._end(connection)
        self._events.append({"action": "disconnected"})

    def _exchange(self, connection):
        incoming = bytearray()
        connection.settimeout(WRITER_POLL_SECONDS)
        written = 0.0
        while not self._closing.is_set():
            if time.monotonic() - written >= WRITER_POLL_SECONDS:
                self._write(connection)
                written = time.monotonic()
            try:
                received = connection.recv(READ_BYTES)
            except socket.timeout:
                continue
            if not received:
                return
            incoming += received
            drain(incoming, self._events.append)
        self._write(connection)

    def _write(self, connection):
        if not self._outgoing:
            return
        connection.settimeout(FLUSH_SECONDS)
        try:
            while self._outgoing:
                connection.sendall(self._outgoing.popleft())
        finally:
            connection.settimeout(WRITER_POLL_SECONDS)


def _end_orderly(connection):
    """Ends our side, then takes what has already come: closing over unread input would reset what was just sent."""
    try:
        connection.shutdown(socket.SHUT_WR)
        connection.setblocking(False)
        while connection.recv(READ_BYTES):
            pass
    except OSError:
        pass  # nothing more is there, or the peer was faster: either way it is over
    connection.close()


def _end_by_reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
