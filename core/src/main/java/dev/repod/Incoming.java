package dev.repod;

import dev.repod.internal.dispatch.Dispatcher;
import dev.repod.internal.dispatch.HandlerTable;
import dev.repod.internal.dispatch.Receiver;
import dev.repod.internal.wire.PayloadScan;
import org.jspecify.annotations.Nullable;

/**
 * The message that is being delivered: on the I/O thread a range of the bytes that were just read, so that a record is made
 * straight from them; on any other a {@link Message}, which holds a copy. One object serves all messages of a thread.
 */
final class Incoming {
    private static final byte[] NOTHING = {};

    private final int maxFrameBytes;
    private byte[] array = NOTHING;
    private int from;
    private int to;
    private long readNanos;
    private @Nullable PayloadScan scan;
    private @Nullable Message message;

    Incoming(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    void range(byte[] newArray, int newFrom, int newTo, PayloadScan newScan, long newReadNanos) {
        readNanos = newReadNanos;
        array = newArray;
        from = newFrom;
        to = newTo;
        scan = newScan;
        message = null;
    }

    void copy(Message newMessage, long newReadNanos) {
        readNanos = newReadNanos;
        array = newMessage.frame();
        from = Encoder.HEADER_BYTES;
        to = array.length;
        scan = null;
        message = newMessage;
    }

    /** Lets go of what was delivered. */
    void clear() {
        array = NOTHING;
        scan = null;
        message = null;
    }

    /** Whether it lies among what was just read, on this thread. */
    boolean isInRead() {
        return scan != null;
    }

    /** When this thread got it. */
    long readNanos() {
        return readNanos;
    }

    /** Takes it to its handler, if there is one. */
    void dispatch(Dispatcher dispatcher, HandlerTable handlers, Receiver receiver) {
        PayloadScan range = scan;
        if (range == null) {
            dispatcher.dispatch(handlers.find(action()), array, from, to, receiver);
        } else {
            dispatcher.dispatch(handlers.find(range), range, receiver);
        }
    }

    String action() {
        PayloadScan range = scan;
        return range == null ? message().action() : Message.text(array, range.actionFrom(), range.actionTo());
    }

    /** What makes it unfit to be delivered, or null. */
    @Nullable String flaw() {
        PayloadScan range = scan;
        if (range == null || range.needsRewriting()) {
            return message().flaw();
        }
        return range.flaw();
    }

    /** The message as an object of its own, made when it is first asked for. */
    Message message() {
        Message made = message;
        if (made == null) {
            PayloadScan range = scan;
            if (range == null) {
                throw new IllegalStateException("no message is being delivered");
            }
            made = Message.received(array, from, to, range, maxFrameBytes);
            message = made;
        }
        return made;
    }
}
