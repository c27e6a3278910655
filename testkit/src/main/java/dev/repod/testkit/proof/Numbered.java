package dev.repod.testkit.proof;

import dev.repod.Message;

/**
 * A message whose number is all that matters. Most have a handler; some have none, or one that throws: whatever becomes of a
 * message at its receiver, it counts.
 *
 * @param author the client or channel
 * @param epoch which of its sessions, or which server
 * @param number from 1
 * @param padding makes it longer
 */
record Numbered(int author, int epoch, long number, String padding) {
    static final String STRANGE = "strange";

    private static final int KINDS = 32;

    static Numbered of(Message message) {
        return new Numbered(message.getInt("author"), message.getInt("epoch"), message.getLong("number"), "");
    }

    /** By which name it is sent. */
    String action() {
        return switch ((int) (number % KINDS)) {
            case 5 -> STRANGE;
            case 13 -> "failing";
            case 21 -> "refused";
            default -> "numbered";
        };
    }

    Message as(String action) {
        return Message.of(action, "author", author, "epoch", epoch, "number", number, "padding", padding);
    }
}
