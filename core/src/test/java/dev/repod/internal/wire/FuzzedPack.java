package dev.repod.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes MessagePack of a fuzzer's decisions, in every form that there is and not only in those that we write: too wide, with broken
 * UTF-8, with keys and extensions that nobody should send. What it makes is well-formed until {@link #mutated} has been at it.
 */
public final class FuzzedPack {
    private static final int DEEPEST = 36;
    private static final byte[][] BROKEN_TEXTS = {
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {'a', (byte) 0xff, 'b'},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xe2, (byte) 0x82},
    };

    private final FuzzInput in;
    private final String[] words;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /**
     * @param words strings that mean something to who reads it, so that the fuzzer need not guess their letters
     */
    public FuzzedPack(FuzzInput in, String... words) {
        this.in = in;
        this.words = words;
    }

    /** What has been made, which is then begun anew. */
    public byte[] take() {
        byte[] made = out.toByteArray();
        out.reset();
        return made;
    }

    /** The same with a frame's header. */
    public byte[] takeFrame() {
        return framed(take());
    }

    /** A frame around these bytes. */
    public static byte[] framed(byte[] payload) {
        byte[] frame = new byte[4 + payload.length];
        BigEndian.putInt(frame, 0, payload.length);
        System.arraycopy(payload, 0, frame, 4, payload.length);
        return frame;
    }

    // ---- values

    /** A map with a string under "action", and perhaps with more of them. */
    public FuzzedPack message(String... actions) {
        int fields = in.pick(6);
        int actionAt = in.pick(fields + 1);
        map(fields + 1);
        for (int i = 0; i <= fields; i++) {
            if (i == actionAt) {
                text("action");
                text(actions.length == 0 || in.oneIn(8) ? word() : in.of(actions));
            } else {
                key();
                value(1);
            }
        }
        return this;
    }

    /** Any value. */
    public FuzzedPack value(int depth) {
        switch (in.pick(depth < DEEPEST ? 16 : 10)) {
            case 0 -> integer(in.number());
            case 1, 2 -> text(word());
            case 3 -> out.write(in.of(0xc0, 0xc2, 0xc3));
            case 4 -> scalar(0xca, in.bits(Float.BYTES), Float.BYTES);
            case 5 -> scalar(0xcb, in.oneIn(2) ? in.bits(Double.BYTES) : in.number(), Double.BYTES);
            case 6 -> binary(in.bytes(40));
            case 7 -> string(in.oneIn(2) ? in.of(BROKEN_TEXTS) : in.bytes(40));
            case 8 -> timestamp();
            case 9 -> ext(in.pick(256), in.bytes(20));
            case 10, 11, 12 -> list(depth);
            case 13, 14 -> fields(depth);
            default -> nested(1 + in.pick(DEEPEST));
        }
        return this;
    }

    private void list(int depth) {
        int elements = in.pick(6);
        array(elements);
        for (int i = 0; i < elements; i++) {
            value(depth + 1);
        }
    }

    private void fields(int depth) {
        int entries = in.pick(5);
        map(entries);
        for (int i = 0; i < entries; i++) {
            key();
            value(depth + 1);
        }
    }

    private void nested(int levels) {
        for (int i = 0; i < levels; i++) {
            array(1);
        }
        integer(0);
    }

    /** A word mostly. */
    public void key() {
        if (in.oneIn(8)) {
            value(in.oneIn(2) ? 1 : DEEPEST);
        } else {
            text(word());
        }
    }

    /** One of the words mostly, and otherwise any text. */
    public String word() {
        return words.length == 0 || in.oneIn(8) ? new String(in.bytes(12), StandardCharsets.UTF_8) : in.of(words);
    }

    // ---- forms

    /** One byte as it is. */
    public FuzzedPack raw(int value) {
        out.write(value);
        return this;
    }

    /** An integer, which takes more room than it needs now and then. */
    public FuzzedPack integer(long value) {
        int bits = 64 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
        int width = bits <= 7 ? 0 : bits <= 8 && value >= 0 ? 1 : bits <= 15 ? 2 : bits <= 31 ? 3 : 4;
        width = Math.min(4, width + (in.oneIn(8) ? in.pick(5) : 0));
        if (width == 0 && (value < -32 || value > 127)) {
            width = 1;
        }
        if (width == 0) {
            out.write((int) value);
        } else {
            boolean unsigned = value >= 0 && (width == 1 || in.oneIn(2) || fitsUnsignedAlone(value, width));
            scalar((unsigned ? 0xcc : 0xd0) + width - 1, value, 1 << (width - 1));
        }
        return this;
    }

    private static boolean fitsUnsignedAlone(long value, int width) {
        return width < 4 && value >= 1L << ((8 << (width - 1)) - 1);
    }

    /** A valid string. */
    public FuzzedPack text(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    private FuzzedPack string(byte[] bytes) {
        if (bytes.length < 32 && !in.oneIn(16)) {
            out.write(0xa0 | bytes.length);
        } else {
            sized(0xd9, bytes.length);
        }
        out.writeBytes(bytes);
        return this;
    }

    /** A bin. */
    public FuzzedPack binary(byte[] bytes) {
        sized(0xc4, bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** The header of a map of so many entries. */
    public FuzzedPack map(int entries) {
        return counted(0x80, 0xde, entries);
    }

    /** The header of an array of so many elements. */
    public FuzzedPack array(int elements) {
        return counted(0x90, 0xdc, elements);
    }

    private FuzzedPack counted(int fix, int wide, int count) {
        int width = in.oneIn(16) ? 1 + in.pick(2) : 0;
        if (width == 0 && count < 16) {
            out.write(fix | count);
        } else {
            scalar(wide + Math.max(0, width - 1), count, width == 2 ? 4 : 2);
        }
        return this;
    }

    private void timestamp() {
        byte[] content = new byte[in.of(4, 8, 12)];
        Arrays.fill(content, (byte) in.pick(256));
        if (in.oneIn(2)) {
            BigEndian.putInt(content, content.length - 4, (int) in.bits(4));
            BigEndian.putInt(content, 0, (int) in.number());
        }
        ext(0xff, content);
    }

    private void ext(int type, byte[] content) {
        int fix = Integer.bitCount(content.length) == 1 && content.length <= 16
                ? Integer.numberOfTrailingZeros(content.length)
                : -1;
        if (fix >= 0 && !in.oneIn(4)) {
            out.write(0xd4 + fix);
        } else {
            sized(0xc7, content.length);
        }
        out.write(type);
        out.writeBytes(content);
    }

    /** A head with the size behind it in one, two or four bytes. */
    private void sized(int head, int size) {
        int width = Math.max(size > 0xff ? 1 : 0, in.oneIn(16) ? in.pick(3) : 0);
        scalar(head + width, size, 1 << width);
    }

    private void scalar(int head, long bits, int bytes) {
        out.write(head);
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (bits >> (8 * i)));
        }
    }

    // ---- damage

    /** The same bytes with a few of them changed, put in, taken out or said twice. */
    public static byte[] mutated(FuzzInput in, byte[] bytes) {
        byte[] changed = bytes;
        for (int times = 1 + in.pick(3); times > 0 && changed.length > 0; times--) {
            int at = (int) (in.bits(changed.length > 0xff ? 2 : 1) % changed.length);
            changed = switch (in.pick(5)) {
                case 0 -> with(changed, at, in.pick(256));
                case 1 -> with(changed, at, changed[at] ^ 1 << in.pick(8));
                case 2 -> Arrays.copyOf(changed, at);
                case 3 ->
                    joined(Arrays.copyOf(changed, at), in.bytes(8), Arrays.copyOfRange(changed, at, changed.length));
                default -> joined(Arrays.copyOf(changed, at), Arrays.copyOfRange(changed, at / 2, changed.length));
            };
        }
        return changed;
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] joined(byte[]... parts) {
        return Bytes.concat(parts);
    }
}
