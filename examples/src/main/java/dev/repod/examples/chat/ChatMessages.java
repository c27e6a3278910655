package dev.repod.examples.chat;

import dev.repod.Name;
import java.util.List;
import java.util.Optional;

/** What chat servers and clients say to each other. A record is a message; its constructor is the rule that it keeps. */
final class ChatMessages {
    static final int LONGEST_NICKNAME = 24;
    static final int LONGEST_TEXT = 500;

    private ChatMessages() {}

    /** Client to server: call me that. */
    record Nickname(String nickname) {
        Nickname {
            nickname = nickname.strip();
            check(!nickname.isEmpty(), "a nickname cannot be empty");
            check(length(nickname) <= LONGEST_NICKNAME, "a nickname has at most 24 characters");
            check(nickname.chars().noneMatch(Character::isISOControl), "a nickname has no control characters");
        }
    }

    /** Client to server: say that. */
    @Name("message")
    record Say(String text) {
        Say {
            check(!text.isBlank(), "there is nothing in it");
            check(length(text) <= LONGEST_TEXT, "a text has at most 500 characters");
        }
    }

    /** Server to all: somebody said that. */
    @Name("message")
    record Said(String text, String nickname) {}

    /** Server to all: something happened. */
    @Name("system")
    record Notice(String text) {}

    /** Server to all: these are here. */
    record Players(List<String> list) {}

    /** Server to one: your message was refused. The library sends it; this is how a client reads it. */
    @Name("error")
    record Refusal(String message, Optional<String> about) {}

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void check(boolean isKept, String rule) {
        if (!isKept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
