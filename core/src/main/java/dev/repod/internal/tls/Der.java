package dev.repod.internal.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes values in DER (ITU-T X.690), each as one array, as far as certificates need them. */
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;

    /** RFC 5280, section 4.1.2.5: until then times are UTCTime, which has two digits for the year. */
    private static final int LAST_UTC_TIME_YEAR = 2049;

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return value(SEQUENCE, elements);
    }

    static byte[] set(byte[]... elements) {
        return value(SET, elements);
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    static byte[] booleanTrue() {
        return value(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] octets(byte[] bytes) {
        return value(OCTET_STRING, bytes);
    }

    /** A whole number of bytes as bits. */
    static byte[] bits(byte[] bytes) {
        return value(BIT_STRING, new byte[] {0}, bytes);
    }

    static byte[] utf8(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code [n]}, with elements of its own. */
    static byte[] tagged(int number, byte[]... elements) {
        return value(CONTEXT | CONSTRUCTED | number, elements);
    }

    /** {@code [n] IMPLICIT}, for a value without elements. */
    static byte[] implicit(int number, byte[] content) {
        return value(CONTEXT | number, content);
    }

    static byte[] oid(int... arcs) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            writeArc(content, arcs[i]);
        }
        return value(OBJECT_IDENTIFIER, content.toByteArray());
    }

    /** Seven bits a byte, the high bit set on all but the last. */
    private static void writeArc(ByteArrayOutputStream to, int arc) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (arc >> shift != 0) {
                to.write(((arc >> shift) & 0x7f) | 0x80);
            }
        }
        to.write(arc & 0x7f);
    }

    static byte[] time(Instant instant) {
        boolean isUtcTime = instant.atZone(ZoneOffset.UTC).getYear() <= LAST_UTC_TIME_YEAR;
        String text = DateTimeFormatter.ofPattern(isUtcTime ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return value(isUtcTime ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] value(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        writeLength(out, length);
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        byte[] digits = BigInteger.valueOf(length).toByteArray();
        int from = digits[0] == 0 ? 1 : 0;
        out.write(0x80 | (digits.length - from));
        out.write(digits, from, digits.length - from);
    }
}
