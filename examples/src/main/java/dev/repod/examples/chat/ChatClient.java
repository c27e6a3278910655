package dev.repod.examples.chat;

import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.On;
import dev.repod.examples.chat.ChatMessages.Nickname;
import dev.repod.examples.chat.ChatMessages.Notice;
import dev.repod.examples.chat.ChatMessages.Players;
import dev.repod.examples.chat.ChatMessages.Refusal;
import dev.repod.examples.chat.ChatMessages.Said;
import dev.repod.examples.chat.ChatMessages.Say;
import dev.repod.examples.terminal.Console;
import dev.repod.examples.terminal.Keyboard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chat client: what is typed is said, what is said is shown. */
public final class ChatClient extends ConnectionListener {
    private static final String RENAME = "/nick ";
    private static final int FRAME_MILLIS = 20;
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final Console console;
    private final Keyboard keyboard;

    /** What was said and not heard again yet: a script that left before that would miss the answers. */
    private final Deque<String> unanswered = new ArrayDeque<>();

    private long lastSaidNanos = System.nanoTime();
    private Nickname nickname;
    private List<String> here = List.of();
    private boolean isOver;
    private @Nullable String failure;

    /**
     * A client that is not connected yet.
     *
     * @throws IllegalArgumentException if the server would not take the nickname
     */
    public ChatClient(String nickname, Console console) {
        this.nickname = new Nickname(nickname);
        this.console = console;
        this.keyboard = new Keyboard(console);
    }

    /**
     * Chats until the player leaves or the connection ends.
     *
     * @return why it failed; null if the player left
     */
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

    private void typed(String line) {
        try {
            if (line.startsWith(RENAME)) {
                introduce(new Nickname(line.substring(RENAME.length())));
            } else if (!line.isBlank()) {
                Say said = new Say(line);
                ask(said, said.text());
            }
        } catch (IllegalArgumentException brokenRule) { // the record's own: the server would say the same
            console.note("! " + brokenRule.getMessage());
        }
    }

    private void introduce(Nickname wanted) {
        nickname = wanted;
        ask(wanted, RENAME);
    }

    private void ask(Record message, String text) {
        send(message);
        unanswered.add(text);
        lastSaidNanos = System.nanoTime();
    }

    private boolean isAnswered() {
        return unanswered.isEmpty() || System.nanoTime() - lastSaidNanos >= PATIENCE_NANOS;
    }

    @Override
    protected void onConnected() {
        introduce(nickname);
        keyboard.start();
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
        if (players.list().contains(nickname.nickname())) {
            unanswered.removeFirstOccurrence(RENAME);
        }
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
        failure = error.message();
        isOver = true;
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        isOver = true;
        failure = switch (reason.kind()) {
            case CLOSED -> null;
            case STOPPED -> "the server has stopped";
            case PEER_CLOSED -> "the server has closed the connection";
            case LOST -> "the connection is lost";
            case KICKED -> "you were sent away: " + reason.text();
            default -> "the connection has ended: " + reason;
        };
    }
}
