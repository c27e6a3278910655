package dev.repod.testkit.chaos;

/** What the callbacks of a play throw. */
final class Mischief extends RuntimeException {
    private static final long serialVersionUID = 1;

    Mischief(String where) {
        super(where, null, false, false);
    }
}
