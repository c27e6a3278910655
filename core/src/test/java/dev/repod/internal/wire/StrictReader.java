package dev.repod.internal.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads MessagePack as strictly as the strictest peer: valid UTF-8, no container as a key, extensions from 0 to 127, timestamps
 * that are times, nothing that is reserved, one value and no byte more. It shares no line with what it judges.
 */
public final class StrictReader {
    private static final int TIMESTAMP = -1;
    private static final int DEEPEST = 200;

    private final ByteBuffer in;

    /** Whether it minds what a value says, and not only where it ends. */
    private final boolean minds;

    private StrictReader(ByteBuffer in, boolean minds) {
        this.in = in;
        this.minds = minds;
    }

    /** Fails, with what is wrong, where somebody could not read this payload. */
    public static void check(byte[] array, int from, int to) {
        check(new StrictReader(ByteBuffer.wrap(array, from, to - from), true), from);
    }

    /** Fails where this is not exactly one value, whatever is in it. */
    static void checkSize(byte[] payload) {
        check(new StrictReader(ByteBuffer.wrap(payload), false), 0);
    }

    private static void check(StrictReader reader, int from) {
        try {
            if ((reader.in.get(from) & 0xff) == 0xc0) {
                throw new AssertionError("the payload is nil");
            }
            reader.value(0);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new AssertionError("the payload is cut short", e);
        }
        if (reader.in.hasRemaining()) {
            throw new AssertionError("bytes after the value: " + reader.in.remaining());
        }
    }

    private void value(int depth) {
        if (depth > DEEPEST) {
            throw new AssertionError("nested too deep");
        }
        int head = in.get() & 0xff;
        if (head < 0x80 || head >= 0xe0) {
            return;
        }
        if (head < 0xc0) {
            fixed(head, depth);
            return;
        }
        switch (head) {
            case 0xc0, 0xc2, 0xc3 -> {}
            case 0xc4, 0xc5, 0xc6 -> skip(unsigned(1 << (head - 0xc4)));
            case 0xc7, 0xc8, 0xc9 -> ext(unsigned(1 << (head - 0xc7)));
            case 0xca -> skip(4);
            case 0xcb -> skip(8);
            case 0xcc, 0xcd, 0xce, 0xcf -> skip(1L << (head - 0xcc));
            case 0xd0, 0xd1, 0xd2, 0xd3 -> skip(1L << (head - 0xd0));
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> ext(1L << (head - 0xd4));
            case 0xd9, 0xda, 0xdb -> text(unsigned(1 << (head - 0xd9)));
            case 0xdc, 0xdd -> values(unsigned(2 << (head - 0xdc)), depth);
            case 0xde, 0xdf -> entries(unsigned(2 << (head - 0xde)), depth);
            default -> throw new AssertionError("reserved byte " + head);
        }
    }

    private void fixed(int head, int depth) {
        if (head >= 0xa0) {
            text(head & 0x1f);
        } else if (head >= 0x90) {
            values(head & 0x0f, depth);
        } else {
            entries(head & 0x0f, depth);
        }
    }

    private void values(long count, int depth) {
        for (long i = 0; i < count; i++) {
            value(depth + 1);
        }
    }

    private void entries(long count, int depth) {
        for (long i = 0; i < count; i++) {
            int head = in.get(in.position()) & 0xff;
            boolean isContainer = (head >= 0x80 && head < 0xa0) || (head >= 0xdc && head <= 0xdf);
            if (isContainer && minds) {
                throw new AssertionError("a container is a key");
            }
            value(depth + 1);
            value(depth + 1);
        }
    }

    private void text(long size) {
        ByteBuffer content = take(size);
        if (!minds) {
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(content);
        } catch (CharacterCodingException e) {
            throw new AssertionError("a string is not valid UTF-8", e);
        }
    }

    private void ext(long size) {
        int type = in.get();
        ByteBuffer content = take(size);
        if (!minds) {
            return;
        }
        if (type == TIMESTAMP) {
            checkTime(content, size);
        } else if (type < 0) {
            throw new AssertionError("a reserved extension is used: " + type);
        }
    }

    private static void checkTime(ByteBuffer content, long size) {
        long nanos;
        if (size == 4) {
            nanos = 0;
        } else if (size == 8) {
            nanos = content.getLong() >>> 34;
        } else if (size == 12) {
            nanos = content.getInt() & 0xffff_ffffL;
        } else {
            throw new AssertionError("a timestamp of " + size + " bytes");
        }
        if (nanos >= 1_000_000_000) {
            throw new AssertionError("a timestamp with " + nanos + " ns");
        }
    }

    private long unsigned(int bytes) {
        return switch (bytes) {
            case 1 -> in.get() & 0xff;
            case 2 -> in.getShort() & 0xffff;
            default -> in.getInt() & 0xffff_ffffL;
        };
    }

    private void skip(long bytes) {
        take(bytes);
    }

    private ByteBuffer take(long bytes) {
        if (bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = in.slice().limit((int) bytes);
        in.position(in.position() + (int) bytes);
        return taken;
    }
}
