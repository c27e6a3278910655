package dev.repod.benchmarks.sample;

/**
 * The answer to {@link Echo}, with the same fields.
 *
 * @param text any text
 * @param x a double
 * @param y a double
 * @param seq a number
 */
public record EchoReply(String text, double x, double y, int seq) {
    /**
     * The answer to a message.
     *
     * @param echo the message
     * @return its fields in an answer
     */
    public static EchoReply to(Echo echo) {
        return new EchoReply(echo.text(), echo.x(), echo.y(), echo.seq());
    }
}
