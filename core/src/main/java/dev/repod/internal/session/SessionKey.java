package dev.repod.internal.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a server knows a session's id by: its SHA-256. The id itself is with the client alone, so neither a dump nor a store of
 * saved sessions tells anybody how to take one over, and looking one up takes a time that says nothing about the ids there are.
 */
public final class SessionKey {
    private final byte[] digest;

    private SessionKey(byte[] digest) {
        this.digest = digest;
    }

    static SessionKey of(byte[] id) {
        try {
            return new SessionKey(MessageDigest.getInstance("SHA-256").digest(id));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionKey that && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(digest);
    }
}
