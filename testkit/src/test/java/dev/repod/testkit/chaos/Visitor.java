package dev.repod.testkit.chaos;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.InvalidMessageException;
import dev.repod.Message;
import dev.repod.On;
import org.jspecify.annotations.Nullable;

/** A channel that checks that it is told all in its order: one beginning, one end, and nothing before or after. */
final class Visitor extends Channel<ChaosServer> {
    enum Stage {
        NEW,
        CONNECTED,
        ANNOUNCED,
        CLOSED,
        GONE
    }

    private Stage stage = Stage.NEW;
    private boolean away;

    /** It was closed from this side: no message may come any more. */
    private boolean ended;

    private @Nullable Run run;
    private int sent;

    private Ledger ledger() {
        return server().ledger;
    }

    void tell(String what, Stage expected, Stage next) {
        if (stage != expected) {
            ledger().wrong(this + " was told " + what + " while " + stage);
        }
        stage = next;
    }

    private void tellLive(String what, boolean isAway) {
        tell(what, Stage.ANNOUNCED, stage);
        if (away != isAway) {
            ledger().wrong(this + " was told " + what + (away ? " while away" : " while there"));
        }
        ledger().count(what);
    }

    void end(String where, boolean kick) {
        boolean isOver = closeReason() != null;
        if (kick) {
            kick("out");
        } else {
            close();
        }
        if (!isOver) {
            ended = true;
            ledger().count(where + (kick ? " kicked" : " closed"));
        }
        if (send(Message.of("late")) != 0) {
            ledger().wrong(this + " sent after it was closed");
        }
    }

    void sendNumbered() {
        if (send(Run.message("channel " + id(), sent + 1)) > 0) {
            sent++;
        }
    }

    private void take(Message message) {
        tellLive("message", false);
        if (ended) {
            ledger().wrong(this + " got " + message.action() + " after it was closed");
        }
        if (run == null) {
            run = new Run(toString(), ledger());
        }
        if (message.has("number")) {
            run.read(message);
        }
    }

    @On
    void numbered(Message message) {
        take(message);
        server().whim("handler", this);
        if (message.getInt("number") % 50 == 0) {
            throw new InvalidMessageException("not that one");
        }
    }

    @Override
    protected void onUnhandled(Message message) {
        take(Message.of("other"));
        server().whim("onUnhandled", this);
    }

    @Override
    protected void onConnect() {
        server().visitors.put(id(), this);
        tell("onConnect", Stage.NEW, Stage.CONNECTED);
        sendNumbered();
        server().whim("onConnect", this);
    }

    @Override
    protected void onDetached() {
        tellLive("onDetached", false);
        away = true;
        server().whim("onDetached", this);
    }

    @Override
    protected void onResumed() {
        tellLive("onResumed", true);
        away = false;
        server().whim("onResumed", this);
    }

    @Override
    protected Message saveState() {
        server().whim("saveState", this);
        return Message.of("state", "sent", sent);
    }

    @Override
    protected void onClose(CloseReason reason) {
        tell("onClose", Stage.ANNOUNCED, Stage.CLOSED);
        ledger().count("ended " + reason.kind());
        if (server().channels().contains(this)) {
            ledger().wrong(this + " is listed when it is told of its end");
        }
        if (send(Message.of("late")) != 0 || isConnected() || closeReason() != reason) {
            ledger().wrong(this + " does not know of its end when it is told of it");
        }
        server().whim("onClose", this);
    }

    @Override
    protected void onError(Throwable error) {
        if (!(error instanceof Mischief)) {
            ledger().wrong(this + " failed: " + error);
        }
        server().whim("onError", this);
    }

    void checkGone() {
        if (stage != Stage.GONE) {
            ledger().wrong(this + " was never told of its end: it stayed " + stage);
        }
        if (isConnected() || closeReason() == null || send(Message.of("late")) != 0) {
            ledger().wrong(this + " lives on");
        }
    }
}
