package dev.repod.benchmarks.sample;

/**
 * The message that is sent most: a text, two doubles and a number.
 *
 * @param text any text
 * @param x a double
 * @param y a double
 * @param seq a number
 */
public record Echo(String text, double x, double y, int seq) {
    /** The one that figures are given for. */
    public static final Echo SAMPLE = withText("hello, world");

    /**
     * The sample with another text.
     *
     * @param text the text
     * @return the message
     */
    public static Echo withText(String text) {
        return new Echo(text, 12.5, -3.25, 123);
    }
}
