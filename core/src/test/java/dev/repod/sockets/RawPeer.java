package dev.repod.sockets;

import dev.repod.Message;
import dev.repod.Server;
import dev.repod.Wire;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A blocking socket that writes whatever a test likes, and tells an orderly end from a reset. */
final class RawPeer implements AutoCloseable {
    /** Everything up to the end of the stream, and what kind of end that was. */
    record Rest(List<byte[]> payloads, boolean isReset) {
        /** Those that are messages; the library's own frames left out. */
        List<Message> messages() {
            return payloads.stream()
                    .filter(RawPeer::isMessage)
                    .map(Wire::decode)
                    .toList();
        }

        List<String> actions() {
            return messages().stream().map(Message::action).toList();
        }

        /** The library's own frames, in hex. */
        List<String> libraryFrames() {
            return payloads.stream()
                    .filter(payload -> !isMessage(payload))
                    .map(HexFormat.of()::formatHex)
                    .toList();
        }
    }

    /** {@code [1, 1, 0, {}]}: a client's HELLO. */
    static final byte[] HELLO = {(byte) 0x94, 1, 1, 0, (byte) 0x80};

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    }

    static RawPeer connectTo(Server<?> server) throws IOException {
        return new RawPeer(connected(new Socket(), server.address()));
    }

    /** One with so small a receive buffer that a server's flood has to wait. */
    static RawPeer withSmallBuffer(Server<?> server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        return new RawPeer(connected(socket, server.address()));
    }

    private static Socket connected(Socket socket, InetSocketAddress address) throws IOException {
        socket.connect(address, PATIENCE_MILLIS);
        return socket;
    }

    /** The frame around a payload. */
    static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    RawPeer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawPeer sendPayload(byte[] payload) throws IOException {
        return send(frame(payload));
    }

    RawPeer sendHello() throws IOException {
        return sendPayload(HELLO);
    }

    RawPeer send(Message message) throws IOException {
        return send(Wire.encode(message));
    }

    byte[] readPayload() throws IOException {
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        return payload;
    }

    /** The next message, over frames of the library's own. */
    Message readMessage() throws IOException {
        byte[] payload = readPayload();
        while (!isMessage(payload)) {
            payload = readPayload();
        }
        return Wire.decode(payload);
    }

    /** Reads the greeting, which every server sends first. */
    RawPeer greeted() throws IOException {
        Message first = readMessage();
        if (!first.equals(Message.of("connected"))) {
            throw new IOException("not the greeting: " + first);
        }
        return this;
    }

    Rest readToEnd() throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        while (true) {
            try {
                payloads.add(readPayload());
            } catch (EOFException end) {
                return new Rest(payloads, false);
            } catch (SocketException reset) {
                return new Rest(payloads, true);
            }
        }
    }

    /** All bytes up to the end, for a peer that speaks in other frames. */
    byte[] readBytesToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toByteArray();
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A map, by its first byte. */
    private static boolean isMessage(byte[] payload) {
        int first = payload[0] & 0xff;
        return first >> 4 == 8 || first == 0xde || first == 0xdf;
    }
}
