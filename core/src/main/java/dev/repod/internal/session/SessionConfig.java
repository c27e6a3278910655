package dev.repod.internal.session;

import dev.repod.Limits;

/**
 * The numbers that a session is run with.
 *
 * @param limits what this side accepts
 * @param frameTimeoutNanos how long a frame may take from its first byte to its last
 * @param closeTimeoutNanos how long an orderly end may take
 * @param plainPeerGraceNanos after how long without HELLO or WELCOME a peer is taken for a plain one
 * @param greetingTimeoutNanos on a client, how long the greeting may take; unused on a server
 * @param keepalive signs of life
 * @param replay how much is kept to be sent again
 * @param flightPayloadBytes how many bytes of each message the flight recorder keeps
 */
public record SessionConfig(
        Limits limits,
        long frameTimeoutNanos,
        long closeTimeoutNanos,
        long plainPeerGraceNanos,
        long greetingTimeoutNanos,
        KeepaliveTimes keepalive,
        ReplayBounds replay,
        int flightPayloadBytes) {}
