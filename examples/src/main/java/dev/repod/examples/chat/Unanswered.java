package dev.repod.examples.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a client has said and not yet heard again. A script that says its last line and leaves would miss the answers: it
 * stays until there are none to come and the room is quiet, but not for ever.
 */
final class Unanswered {
    private static final long QUIET_NANOS = Duration.ofMillis(200).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    private final Deque<String> texts = new ArrayDeque<>();
    private boolean isNicknameOpen;
    private long lastHeardNanos = System.nanoTime();
    private long lastSaidNanos = lastHeardNanos;

    void nicknameSaid() {
        isNicknameOpen = true;
        lastSaidNanos = System.nanoTime();
    }

    void nicknameAnswered() {
        isNicknameOpen = false;
        heardSomething();
    }

    void said(String text) {
        texts.add(text);
        lastSaidNanos = System.nanoTime();
    }

    void heardAgain(String text) {
        texts.removeFirstOccurrence(text);
        heardSomething();
    }

    /** The server answers in the order of the messages, so a refusal is about the oldest. */
    void refused(String about) {
        if (about.equals("nickname")) {
            isNicknameOpen = false;
        } else {
            texts.poll();
        }
        heardSomething();
    }

    void heardSomething() {
        lastHeardNanos = System.nanoTime();
    }

    /** Whether waiting any longer would bring nothing, as far as one can know. */
    boolean isSettled() {
        long now = System.nanoTime();
        boolean isAnswered = texts.isEmpty() && !isNicknameOpen;
        boolean isQuiet = now - lastHeardNanos >= QUIET_NANOS;
        boolean isOverdue = now - lastSaidNanos >= PATIENCE_NANOS;
        return isOverdue || (isAnswered && isQuiet);
    }
}
