package dev.repod.internal.wire;

import java.util.Arrays;

/**
 * The bytes that a fuzzer gives, read as a row of decisions. Each takes as few bytes as it needs, from front to back, so that a byte
 * that the fuzzer adds or takes out moves what follows and changes nothing before it. When all are used up, each decision is the first.
 */
public final class FuzzInput {
    private final byte[] bytes;
    private int at;

    public FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether all decisions have been made. */
    public boolean isOver() {
        return at >= bytes.length;
    }

    /** One of so many, counted from 0; at most 256. */
    public int pick(int choices) {
        return isOver() ? 0 : (bytes[at++] & 0xff) % choices;
    }

    /** True once in so many times. */
    public boolean oneIn(int times) {
        return pick(times) == times - 1;
    }

    /** One of these. */
    @SafeVarargs
    public final <T> T of(T... choices) {
        return choices[pick(choices.length)];
    }

    /** A number of any size: the small ones are likely, and those at which a form ends. */
    public long number() {
        int kind = pick(256);
        if (kind < 0xc0) {
            return kind;
        }
        long border = kind < 0xf0 ? 1L << (2 * (kind - 0xc0)) : 0;
        return kind < 0xf0 ? border - 1 + pick(3) : bits(Long.BYTES);
    }

    /** So many bytes as one number. */
    public long bits(int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = bits << 8 | pick(256);
        }
        return bits;
    }

    /** Some bytes, no more than so many, as they are. */
    public byte[] bytes(int most) {
        int size = Math.min(pick(256) % (most + 1), bytes.length - Math.min(at, bytes.length));
        at += size;
        return Arrays.copyOfRange(bytes, at - size, at);
    }

    /** All that is left. */
    public byte[] rest() {
        int from = Math.min(at, bytes.length);
        at = bytes.length;
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }
}
