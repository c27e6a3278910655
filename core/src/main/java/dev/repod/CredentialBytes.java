package dev.repod;

import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.Values;

/** Credentials as a client says them in HELLO, which a server reads before it knows of anyone: it has to be small. */
final class CredentialBytes {
    /** A server takes 16 KiB; the rest of HELLO is well under one. */
    private static final int MOST_BYTES = 15 << 10;

    /** A server takes 32; HELLO is an array with a map that holds this one. */
    private static final int DEEPEST = 30;

    private CredentialBytes() {}

    /** The map without its action. Says no value of it where it fails. */
    static byte[] of(Message fields) {
        SendLimits.checkFlaw(fields);
        PackWriter out = new PackWriter();
        Values.write(out, fields.fieldsWithoutAction(), "credentials");
        if (out.length() > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "credentials: " + out.length() + " bytes are over the limit of " + MOST_BYTES);
        }
        if (fields.depth() > DEEPEST) {
            throw new IllegalArgumentException(
                    "credentials: a nesting of " + fields.depth() + " is over the limit of " + DEEPEST);
        }
        return out.toByteArray();
    }
}
