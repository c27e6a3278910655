package dev.repod.examples.terminal;

/** Text from the network, fit for a terminal: an escape sequence could repaint the screen, and a bidi override turn a line. */
final class Visible {
    private Visible() {}

    static String text(String untrusted) {
        return untrusted.replaceAll("\\p{Cntrl}|[\\u0080-\\u009f\\u2028-\\u202e\\u2066-\\u2069]", "\ufffd");
    }
}
