package dev.repod.internal.session;

/**
 * A client sends more than it may.
 *
 * @param limit which limit it is about
 * @param step what follows, or what would follow were it no dry run
 * @param allowed the limit, a second
 * @param seen how much the client has sent a second since its bucket was last full
 * @param text the limit in words, for people
 * @param isDryRun whether nothing follows
 */
public record TooFast(String limit, Step step, long allowed, long seen, String text, boolean isDryRun) {
    /** What follows, one after the other. */
    public enum Step {
        /** The client is warned. */
        WARN,
        /** Its messages are dropped. */
        DROP,
        /** It is closed. */
        CLOSE
    }
}
