package dev.repod.benchmarks.claims;

/** The command line asks for something that there is not. Its message says what. */
public final class WrongUsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * With its words.
     *
     * @param message what is wrong, for whoever typed it
     */
    public WrongUsageException(String message) {
        super(message);
    }

    /**
     * With what has found it.
     *
     * @param message what is wrong, for whoever typed it
     * @param cause how that was noticed
     */
    public WrongUsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
