package dev.repod.benchmarks.load;

import dev.repod.benchmarks.sample.Traffic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Counts the frames that come in on one connection. It looks at lengths alone, and at the whole of the first frames and of a
 * few later ones: enough to know that the server did what it was asked to.
 */
final class ReplyCounter {
    private static final int HEADER_BYTES = 4;

    /** Of so many frames one is compared byte for byte, where it lies in one piece. */
    private static final int COMPARE_EVERY = 64;

    private final ByteBuf expected;
    private final byte[] header = new byte[HEADER_BYTES];
    private int headerBytes;
    private int missing;
    private long frames;
    private int greetings;

    /**
     * @param traffic what is to come
     * @param greetings how many frames of any content come first
     */
    ReplyCounter(Traffic traffic, int greetings) {
        expected = Unpooled.wrappedBuffer(traffic.reply());
        this.greetings = greetings;
    }

    /** Whether the greeting is over. */
    boolean isGreeted() {
        return greetings == 0 && missing == 0 && headerBytes == 0;
    }

    /** Takes all that is there; answers how many replies are complete now. */
    int take(ByteBuf in) {
        int complete = 0;
        while (in.isReadable()) {
            if (missing > 0) {
                int taken = Math.min(missing, in.readableBytes());
                in.skipBytes(taken);
                missing -= taken;
            } else if (!takeHeader(in)) {
                break;
            }
            if (missing == 0) {
                complete += completed();
            }
        }
        return complete;
    }

    /** Once all four bytes are there, {@code missing} says how many follow. */
    private boolean takeHeader(ByteBuf in) {
        if (headerBytes == 0 && in.readableBytes() >= HEADER_BYTES) {
            missing = in.getInt(in.readerIndex());
            compare(in);
            in.skipBytes(HEADER_BYTES);
            return true;
        }
        while (headerBytes < HEADER_BYTES && in.isReadable()) {
            header[headerBytes++] = in.readByte();
        }
        if (headerBytes < HEADER_BYTES) {
            return false;
        }
        headerBytes = 0;
        missing = Unpooled.wrappedBuffer(header).getInt(0);
        compareLength();
        return true;
    }

    private void compare(ByteBuf in) {
        compareLength();
        boolean isChecked = greetings == 0 && (frames < COMPARE_EVERY || frames % COMPARE_EVERY == 0);
        int size = expected.readableBytes();
        if (isChecked && in.readableBytes() >= size && !ByteBufUtil.equals(in, in.readerIndex(), expected, 0, size)) {
            throw new IllegalStateException("not the reply that was expected: "
                    + ByteBufUtil.hexDump(in, in.readerIndex(), size) + " instead of " + ByteBufUtil.hexDump(expected));
        }
    }

    private void compareLength() {
        if (greetings == 0 && missing != expected.readableBytes() - HEADER_BYTES) {
            throw new IllegalStateException("a reply of " + missing + " bytes came, and "
                    + (expected.readableBytes() - HEADER_BYTES) + " were expected");
        }
    }

    private int completed() {
        if (greetings > 0) {
            greetings--;
            return 0;
        }
        frames++;
        return 1;
    }
}
