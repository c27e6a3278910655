package dev.repod.benchmarks.sample;

/**
 * What one sends so that all receive a {@link BroadcastReply}: as large as {@link Echo}, so that a delivery compares with an
 * answer.
 *
 * @param text any text
 * @param x a double
 * @param y a double
 * @param seq a number
 */
public record Broadcast(String text, double x, double y, int seq) {
    /** The one that figures are given for. */
    public static final Broadcast SAMPLE = new Broadcast("hello, world", 12.5, -3.25, 123);
}
