package dev.repod.testkit.proof;

/** What a handler throws on purpose, after it has taken its message. */
final class GameMistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    GameMistake() {
        super("on purpose", null, false, false);
    }
}
