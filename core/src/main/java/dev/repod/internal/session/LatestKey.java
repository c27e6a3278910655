package dev.repod.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * What makes a message the newer version of another one, which then need not be sent any more.
 *
 * @param action the message's name
 * @param key what tells messages of one action apart, by {@code equals}; null where nothing does
 */
public record LatestKey(String action, @Nullable Object key) {}
