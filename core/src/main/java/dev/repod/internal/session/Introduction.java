package dev.repod.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself in HELLO. Never shown as a whole: the credentials are a secret.
 *
 * @param app the name of its game, or null
 * @param appVersion the version of that, or null
 * @param credentials a MessagePack map, or null
 */
public record Introduction(@Nullable String app, @Nullable String appVersion, byte @Nullable [] credentials) {
    /** Of a client that says nothing. */
    public static final Introduction NONE = new Introduction(null, null, null);

    @Override
    public String toString() {
        return "Introduction[" + app + " " + appVersion + "]";
    }
}
