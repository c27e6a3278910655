package dev.repod.testkit.proof;

/**
 * Something that the promise rules out.
 *
 * @param kind which part of it
 * @param text what happened, in words
 */
record Violation(Kind kind, String text) {
    /** The parts of the promise. */
    enum Kind {
        /** A message never came. */
        LOST,
        /** A message came again. */
        DOUBLED,
        /** A message came after a later one. */
        REORDERED,
        /** A message came where none may: before the game was told of its link, or after its end. */
        OUT_OF_PLACE,
        /** A message of another session came. */
        FOREIGN,
        /** What a client was told of its session is not what happened to it, or nobody was told. */
        RESUMPTION,
        /** An end that was told not exactly once, or callbacks in another order than the one that is promised. */
        ENDING
    }

    @Override
    public String toString() {
        return text;
    }
}
