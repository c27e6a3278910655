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
        SendLimits.check(message.action(), frame.length, message.depth(), SendLimits.STANDARD, SendLimits.OURS);
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
        PackWriter out = Encoder.begin();
        try {
            String action = Encoder.write(out, message).action();
            SendLimits.check(action, out.length(), out.depth(), SendLimits.STANDARD, SendLimits.OURS);
            return out.toByteArray();
        } finally {
            Encoder.end(out);
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
        return decode(payload, 0, payload.length);
    }

    private static Message decode(byte[] array, int from, int to) {
        Message message = messageOrNull(array, from, to);
        if (message == null) {
            throw new InvalidMessageException("the payload is not a map with a string under action");
        }
        return message;
    }

    /** The message in a payload; null where it is something else that a receiver skips. */
    private static @Nullable Message messageOrNull(byte[] array, int from, int to) {
        PayloadScan scan = new PayloadScan(Limits.standard().maxDepth());
        Message message;
        try {
            if (scan.scan(array, from, to) != PayloadScan.Kind.MESSAGE) {
                return null;
            }
            message = Message.received(array, from, to, scan);
        } catch (BrokenPeerException broken) {
            throw new InvalidMessageException(broken.reason().text());
        }
        @Nullable String flaw = message.flaw();
        if (flaw != null) {
            throw new InvalidMessageException(flaw).about(message.action());
        }
        return message;
    }

    /**
     * Reads the next message from a buffer, which consumes its frame. Frames before it that hold no message, such as those by
     * which two endpoints of this library greet, are skipped, as every receiver skips them.
     *
     * @param buffer read from its position to its limit; its position moves behind what was read or skipped
     * @return the message; null where the next frame is not complete, of which nothing is consumed
     * @throws InvalidMessageException if what comes next is no frame, or a message that could not be passed on; it is not
     *     consumed
     */
    public static @Nullable Message readMessage(ByteBuffer buffer) {
        Objects.requireNonNull(buffer, "buffer");
        @Nullable Message message = null;
        byte @Nullable [] payload = nextPayload(buffer);
        while (message == null && payload != null) {
            message = messageOrNull(payload, 0, payload.length);
            buffer.position(buffer.position() + Encoder.HEADER_BYTES + payload.length);
            payload = message == null ? nextPayload(buffer) : null;
        }
        return message;
    }

    /** The payload of the frame at the buffer's position, which stays there; null where it is not complete. */
    private static byte @Nullable [] nextPayload(ByteBuffer buffer) {
        int start = buffer.position();
        if (buffer.remaining() < Encoder.HEADER_BYTES) {
            return null;
        }
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
