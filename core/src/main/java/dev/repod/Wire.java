package dev.repod;

import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.PayloadScan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The wire by itself: messages to frames and back, for tools, tests and other transports. A frame is 4 bytes of length, most
 * significant first, and a payload, one MessagePack value. The limits are the standard ones. Safe for any thread.
 *
 * <p>The format is docs/protocol.md, sections 1 and 2.
 */
public final class Wire {
    private Wire() {}

    /**
     * The frame that a message is sent as.
     *
     * @param message the message
     * @return a new array, its header included
     * @throws IllegalArgumentException if the message is over a standard limit
     */
    public static byte[] encode(Message message) {
        Objects.requireNonNull(message, "message");
        SendLimits.checkFlaw(message);
        byte[] frame = message.frame();
        SendLimits.check(message.action(), frame.length, message.depth(), SendLimits.STANDARD);
        return frame.clone();
    }

    /**
     * The frame that a record is sent as.
     *
     * @param message the record
     * @return a new array, its header included
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a standard limit
     */
    public static byte[] encode(Record message) {
        Encoder encoder = Encoder.ofThread();
        PackWriter out = encoder.begin();
        try {
            String action = encoder.write(out, message).action();
            SendLimits.check(action, out.length(), out.depth(), SendLimits.STANDARD);
            return out.toByteArray();
        } finally {
            encoder.end(out);
        }
    }

    /**
     * The message in a payload, which is a frame without its first 4 bytes.
     *
     * @param payload one whole MessagePack value
     * @return the message
     * @throws InvalidMessageException if the payload is no MessagePack, is over a standard limit, is no message, or holds
     *     what could not be passed on
     */
    public static Message decode(byte[] payload) {
        Objects.requireNonNull(payload, "payload");
        PayloadScan scan = new PayloadScan(Limits.standard().maxDepth());
        @Nullable Message message = decodeOrSkip(payload, 0, payload.length, scan);
        if (message == null) {
            throw new InvalidMessageException("the payload is not a map with a string under action");
        }
        return message;
    }

    /** Null where the payload is readable, and no message. */
    private static @Nullable Message decodeOrSkip(byte[] array, int from, int to, PayloadScan scan) {
        try {
            if (scan.scan(array, from, to) != PayloadScan.Kind.MESSAGE) {
                return null;
            }
        } catch (BrokenPeerException broken) {
            throw new InvalidMessageException(broken.reason().text());
        }
        Message message =
                Message.received(array, from, to, scan, Limits.standard().maxFrameBytes());
        @Nullable String flaw = message.flaw();
        if (flaw != null) {
            throw new InvalidMessageException(flaw).about(message.action());
        }
        return message;
    }

    /**
     * Reads the next message from a buffer. Payloads that are no messages, which a peer may send and a receiver skips, are
     * skipped here too.
     *
     * @param buffer read from its position to its limit; its position moves behind what was read
     * @return the message; null, with nothing consumed at all, where no complete one is there yet
     * @throws InvalidMessageException if what comes next is no frame, or a message that cannot be read; it is not consumed
     */
    public static @Nullable Message readMessage(ByteBuffer buffer) {
        Objects.requireNonNull(buffer, "buffer");
        int start = buffer.position();
        PayloadScan scan = new PayloadScan(Limits.standard().maxDepth());
        for (byte[] payload = payloadAt(buffer); payload != null; payload = payloadAt(buffer)) {
            @Nullable Message message = decodeOrSkip(payload, 0, payload.length, scan);
            buffer.position(buffer.position() + Encoder.HEADER_BYTES + payload.length);
            if (message != null) {
                return message;
            }
        }
        buffer.position(start);
        return null;
    }

    /** The payload of the frame that comes next, or null where it is not complete. Consumes nothing. */
    private static byte @Nullable [] payloadAt(ByteBuffer buffer) {
        if (buffer.remaining() < Encoder.HEADER_BYTES) {
            return null;
        }
        int start = buffer.position();
        long length = Integer.toUnsignedLong(
                buffer.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(start));
        int maxBytes = Limits.standard().maxFrameBytes();
        if (length == 0 || length > maxBytes) {
            throw new InvalidMessageException("a frame of " + length + " bytes is not in 1.." + maxBytes);
        }
        if (buffer.remaining() - Encoder.HEADER_BYTES < length) {
            return null;
        }
        byte[] payload = new byte[(int) length];
        buffer.duplicate().position(start + Encoder.HEADER_BYTES).get(payload);
        return payload;
    }
}
