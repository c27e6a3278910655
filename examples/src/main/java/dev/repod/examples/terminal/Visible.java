package dev.repod.examples.terminal;

/** Text from the network, fit for a terminal: an escape sequence in a nickname could repaint the whole screen. */
final class Visible {
    private Visible() {}

    static String text(String untrusted) {
        return untrusted.replaceAll("\\p{Cntrl}|[\\u0080-\\u009f\\u2028\\u2029]", "\ufffd");
    }
}
