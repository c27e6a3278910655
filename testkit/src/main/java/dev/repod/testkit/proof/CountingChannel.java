package dev.repod.testkit.proof;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.InvalidMessageException;
import dev.repod.Message;
import dev.repod.On;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One client at the server: numbers what it sends, and writes down what it is told. On the server's loop. */
final class CountingChannel extends Channel<CountingServer> {
    private @Nullable Diary diary;
    private long sent;

    private Diary diary() {
        return Objects.requireNonNull(diary);
    }

    private Author author() {
        return Author.channel(server().number(), id());
    }

    /** Sends so many numbered messages; answers how many were taken. */
    int send(int messages, Padding padding) {
        int taken = 0;
        while (taken < messages && sendOne(padding)) {
            taken++;
        }
        return taken;
    }

    private boolean sendOne(Padding padding) {
        Numbered next = new Numbered(id(), server().number(), sent + 1, padding.next());
        String action = next.action();
        if ((action.equals("numbered") ? send(next) : send(next.as(action))) == 0) {
            return false;
        }
        sent++;
        diary().sent(0, sent);
        return true;
    }

    private void take(Numbered message) {
        diary().received(true, message.author(), message.epoch(), message.number());
        server().heard(this, message.author());
    }

    @On
    void numbered(Numbered message) {
        take(message);
    }

    @On
    void failing(Message message) {
        take(Numbered.of(message));
        throw new GameMistake();
    }

    @On
    void refused(Message message) {
        take(Numbered.of(message));
        throw new InvalidMessageException("on purpose");
    }

    @Override
    protected void onUnhandled(Message message) {
        if (message.action().equals(Numbered.STRANGE)) {
            take(Numbered.of(message));
        }
    }

    @Override
    protected void onConnect() {
        diary = server().history().channel(author());
        diary().told(What.OPENED, "");
        send(1, Padding.NONE);
    }

    @Override
    protected void onDetached() {
        diary().told(What.DETACHED, "");
    }

    @Override
    protected void onResumed() {
        diary().told(What.REATTACHED, "");
    }

    @Override
    protected Message saveState() {
        return Message.of("state");
    }

    @Override
    protected void onClose(CloseReason reason) {
        diary().told(What.CLOSED, reason.kind().toString());
    }

    @Override
    protected void onError(Throwable error) {
        if (!(error instanceof GameMistake)) {
            server().fail(error);
        }
    }

    /** By the server, whose callbacks about a channel belong to its story. */
    void told(What what) {
        diary().told(what, "");
    }

    /** How many messages it has sent. From any thread, as the next one. */
    long sent() {
        return diary().sentIn(0);
    }

    long lastReceived() {
        return diary().lastReceived();
    }
}
