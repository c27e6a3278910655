package dev.repod.benchmarks.sample;

/**
 * What all receive for a {@link Broadcast}, with the same fields.
 *
 * @param text any text
 * @param x a double
 * @param y a double
 * @param seq a number
 */
public record BroadcastReply(String text, double x, double y, int seq) {
    /**
     * What all receive.
     *
     * @param message what one sent
     * @return its fields
     */
    public static BroadcastReply to(Broadcast message) {
        return new BroadcastReply(message.text(), message.x(), message.y(), message.seq());
    }
}
