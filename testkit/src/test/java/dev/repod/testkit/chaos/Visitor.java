package dev.repod.testkit.chaos;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
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

    /** How it was closed from this side: no message may come any more. */
    private @Nullable Kind wanted;

    private Ledger ledger() {
        return mail().ledger;
    }

    private Mail mail() {
        return server().mail;
    }

    /** Under which it writes and reads. */
    private String name() {
        return "channel " + id();
    }

    /** Its client has sent something that only a client of the game sends. */
    private boolean isHonest;

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
        boolean isOver = closeReason() != null || wanted != null;
        if (kick) {
            kick("out");
        } else {
            close();
        }
        if (!isOver) {
            wanted = kick ? Kind.KICKED : Kind.CLOSED;
            ledger().count(where + (kick ? " kicked" : " closed"));
        }
        if (send(Message.of("late")) != 0) {
            ledger().wrong(this + " sent after it was closed");
        }
    }

    void sendNumbered() {
        if (!server().isTooLateToSend && send(mail().next(name())) > 0) {
            mail().taken(name());
        }
    }

    private void take(Message message) {
        tellLive("message", false);
        if (wanted != null) {
            ledger().wrong(this + " got " + message.action() + " after it was closed");
        }
        if (message.has("number")) {
            isHonest = true;
            mail().read(name(), message);
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
        return Message.of("state", "name", name());
    }

    @Override
    protected void onClose(CloseReason reason) {
        tell("onClose", Stage.ANNOUNCED, Stage.CLOSED);
        checkFits(reason);
        ledger().count("ended " + reason.kind());
        if (server().channels().contains(this)) {
            ledger().wrong(this + " is listed when it is told of its end");
        }
        if (send(Message.of("late")) != 0 || isConnected() || !reason.equals(closeReason())) {
            ledger().wrong(this + " does not know of its end when it is told of it");
        }
        server().whim("onClose", this);
    }

    private void checkFits(CloseReason reason) {
        boolean fits = switch (reason.kind()) {
            case CLOSED, KICKED -> reason.kind() == wanted;
            case STOPPED -> server().isStopping;
            case LOST, TIMED_OUT, SLOW_CONSUMER -> !isHonest || !server().isSafe;
            case PROTOCOL_ERROR, LIMIT, REJECTED -> !isHonest;
            case PEER_CLOSED, SUPERSEDED -> true;
        };
        // A link that ends in the I/O thread ends before the game's thread gets its wish there.
        boolean isAsWanted = wanted == null || reason.kind() == wanted || server().hasIoThread;
        if (!fits || !isAsWanted) {
            ledger().wrong(this + " was ended with " + reason + ", and wanted " + wanted);
        }
        if (isHonest && reason.kind() == Kind.PEER_CLOSED) {
            mail().checkAllCameTo(name(), "before a farewell of the client");
        }
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
