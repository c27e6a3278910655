package dev.repod.examples;

/** The command line makes no sense; the message says why, to whoever typed it. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
