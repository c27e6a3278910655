package dev.repod.examples.chat;

import dev.repod.*;
import dev.repod.examples.chat.ChatMessages.*;
import dev.repod.examples.terminal.Console;
import dev.repod.examples.terminal.Keyboard;
import java.time.Duration;
import java.util.*;
import org.jspecify.annotations.Nullable;

/** A chat client: what is typed is said, what is said is shown. It comes back by itself when the connection is lost. */
public final class ChatClient extends ConnectionListener {
    private static final String RENAME = "/nick ";
    private static final int FRAME_MILLIS = 20;
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final Console console;
    private final Keyboard keyboard;
    /** What was said and not heard again yet: a script that left before that would miss the answers. */
    private final Deque<String> unanswered = new ArrayDeque<>();

    private long waitingSinceNanos;
    private Nickname nickname;
    private List<String> here = List.of();
    private boolean wasConnected;
    private boolean isOver;

    @Nullable String failure;

    /** Refuses what the server would not take for a nickname. */
    public ChatClient(String nickname, Console console, ClientOptions options) {
        super(options);
        this.nickname = new Nickname(nickname);
        this.console = console;
        this.keyboard = new Keyboard(console);
    }

    /** Chats until the player leaves, which is null, or the connection ends, which is why. */
    public @Nullable String chat(String host, int port) throws InterruptedException {
        console.onStop(this::close);
        connect(host, port);
        while (!isOver) {
            pump();
            keyboard.poll(FRAME_MILLIS).ifPresent(this::typed);
            if (keyboard.isAtEnd() && (!console.isScripted() || isAnswered())) {
                close();
            }
        }
        return failure;
    }

    void typed(String line) {
        try {
            if (line.startsWith(RENAME)) {
                nickname = new Nickname(line.substring(RENAME.length()));
                ask(nickname, RENAME);
            } else if (!line.isBlank()) {
                Say said = new Say(line);
                ask(said, said.text());
            }
        } catch (IllegalArgumentException brokenRule) { // the record's own: the server would say the same
            console.note("! " + brokenRule.getMessage());
        }
    }

    private void ask(Record message, String text) {
        if (send(message) == 0) {
            console.note("! there is no connection, and nobody hears: " + text);
            return;
        }
        unanswered.add(text);
        waitingSinceNanos = System.nanoTime();
    }

    /** While the connection is lost nobody can answer: what was said is kept and goes out when it is back. */
    private boolean isAnswered() {
        return unanswered.isEmpty() || (isConnected() && System.nanoTime() - waitingSinceNanos >= PATIENCE_NANOS);
    }

    @Override
    protected void onConnected() {
        wasConnected = true;
        ask(nickname, RENAME);
        keyboard.start();
    }

    @Override
    protected void onReconnecting(int attempt, Duration delay) {
        console.note(String.format(Locale.ROOT, "* connection lost, trying again in %.1f s…", delay.toMillis() / 1e3));
    }

    @Override
    protected void onReconnected(Resumption resumption) {
        waitingSinceNanos = System.nanoTime();
        if (resumption == Resumption.RESUMED) {
            console.note("* back: nothing missed");
        } else {
            console.note("* back as a newcomer: what was said meanwhile is missed");
            unanswered.clear();
            ask(nickname, RENAME);
        }
    }

    @On
    void message(Said said) {
        unanswered.removeFirstOccurrence(said.text());
        console.show(said.nickname() + ": " + said.text());
    }

    @On
    void system(Notice notice) {
        console.note("* " + notice.text());
    }

    @On
    void players(Players players) {
        boolean isNamed = players.list().contains(nickname.nickname());
        unanswered.removeIf(text -> isNamed && text.equals(RENAME));
        if (!players.list().equals(here)) {
            here = players.list();
            console.note("* here: " + String.join(", ", here));
        }
    }

    @On
    void error(Refusal refusal) {
        unanswered.poll(); // the server answers in order, so it is about the oldest
        console.note("! " + refusal.message());
    }

    @Override
    protected void onError(ConnectionError error) {
        if (!wasConnected) { // it is not waited for: more often the address is wrong
            failure = error.message();
            close();
        }
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        isOver = true;
        failure = switch (reason.kind()) {
            case CLOSED -> failure; // by the player, or because of a failure
            case STOPPED -> "the server has stopped";
            case KICKED -> "you were sent away: " + reason.text();
            default -> "the connection is lost: " + reason;
        };
    }
}
