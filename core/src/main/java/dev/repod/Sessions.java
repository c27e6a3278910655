package dev.repod;

import dev.repod.internal.session.ReplayBounds;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients come back to their {@link Channel} when the network has cut them off. The channel then waits for a while, with
 * its fields, instead of closing; between two programs of this library each message arrives exactly once and in order, both
 * ways, across any number of cuts.
 *
 * <p>Immutable. What is promised, and what ends a session, is in docs/guide/sessions.md.
 */
public final class Sessions {
    static final ReplayBounds STANDARD_BUFFER = new ReplayBounds(1024, 256 << 10);

    private static final int MOST_MESSAGES = 1 << 20;
    private static final int MOST_BYTES = 1 << 30;
    private static final int FAILED_RESUMES = 2000;
    private static final Duration SAVE_EVERY = Duration.ofSeconds(1);

    private final Duration window;
    private final ReplayBounds buffer;
    private final int failedResumes;
    private final @Nullable SessionStore store;
    private final Duration saveEvery;

    private Sessions(
            Duration window, ReplayBounds buffer, int failedResumes, @Nullable SessionStore store, Duration saveEvery) {
        this.window = window;
        this.buffer = buffer;
        this.failedResumes = failedResumes;
        this.store = store;
        this.saveEvery = saveEvery;
    }

    /**
     * Sessions that wait so long for their client.
     *
     * @param window 10 ms to 1 day, from the moment in which the server notices the loss
     * @return the settings
     * @throws IllegalArgumentException if out of range
     */
    public static Sessions resumable(Duration window) {
        Durations.inRange("window", window, Duration.ofMillis(10));
        return new Sessions(window, STANDARD_BUFFER, FAILED_RESUMES, null, SAVE_EVERY);
    }

    /**
     * The same with another bound for what is kept to be sent again, for each session. While the client is connected, the
     * oldest messages beyond it are forgotten, and a cut that needs them ends the session; while it is away, passing the bound
     * does.
     *
     * @param messages 1 to 1,048,576; 1,024 by default
     * @param bytes 64 to 1 GiB, headers included; 256 KiB by default
     * @return the settings
     * @throws IllegalArgumentException if out of range
     */
    public Sessions buffer(int messages, int bytes) {
        return new Sessions(window, bounds(messages, bytes), failedResumes, store, saveEvery);
    }

    static ReplayBounds bounds(int messages, int bytes) {
        if (messages < 1 || messages > MOST_MESSAGES) {
            throw new IllegalArgumentException("messages " + messages + " is not in 1.." + MOST_MESSAGES);
        }
        if (bytes < Limits.SMALLEST_FRAME_BYTES || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "bytes " + bytes + " is not in " + Limits.SMALLEST_FRAME_BYTES + ".." + MOST_BYTES);
        }
        return new ReplayBounds(messages, bytes);
    }

    /**
     * The same with a store, which keeps what channels save past the end of the server. Without one a session ends with it.
     *
     * @param newStore where states are kept
     * @return the settings
     */
    public Sessions store(SessionStore newStore) {
        return new Sessions(window, buffer, failedResumes, Objects.requireNonNull(newStore, "store"), saveEvery);
    }

    /**
     * The same with another time between two saves of each channel, with a {@link #store}: what a server that is killed may
     * lose. A state that is as it was is not saved again until half of the window is over.
     *
     * @param period 10 ms to 1 day; 1 s by default
     * @return the settings
     * @throws IllegalArgumentException if out of range
     */
    public Sessions saveEvery(Duration period) {
        Durations.inRange("saveEvery", period, Duration.ofMillis(10));
        return new Sessions(window, buffer, failedResumes, store, period);
    }

    /**
     * The same with another limit for attempts to resume what is not there. A client that passes it is closed with {@link
     * CloseReason.Kind#LIMIT} ({@code failed_resumes}).
     *
     * @param perMinute how many one address (of IPv6 one /64) may make in a minute, 1 or more; 2,000 by default, which leaves
     *     room for many players behind one address when the server was started anew
     * @return the settings
     * @throws IllegalArgumentException if it is less than 1
     */
    public Sessions failedResumes(int perMinute) {
        if (perMinute < 1) {
            throw new IllegalArgumentException("failedResumes " + perMinute + " is less than 1");
        }
        return new Sessions(window, buffer, perMinute, store, saveEvery);
    }

    /**
     * How long a session waits for its client.
     *
     * @return the window
     */
    public Duration window() {
        return window;
    }

    /**
     * How many messages are kept to be sent again.
     *
     * @return messages, for each session
     */
    public int bufferMessages() {
        return buffer.messages();
    }

    /**
     * How many bytes of messages are kept to be sent again.
     *
     * @return bytes, for each session
     */
    public int bufferBytes() {
        return buffer.bytes();
    }

    Duration saveEvery() {
        return saveEvery;
    }

    ReplayBounds replay() {
        return buffer;
    }

    int failedResumes() {
        return failedResumes;
    }

    @Nullable SessionStore store() {
        return store;
    }
}
