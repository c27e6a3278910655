package dev.repod.testkit.chaos;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A client whose game throws, closes and connects in its callbacks, and checks what it is told. On the thread that pumps it. */
final class ChaosClient extends ConnectionListener {
    enum Stage {
        IDLE,
        CONNECTING,
        OPEN,
        AWAY
    }

    private final String player;
    private final Mail mail;
    private final Ledger ledger;
    private final RandomGenerator random;
    private final boolean returns;
    private Stage stage = Stage.IDLE;
    private boolean closed;
    private int epoch;
    private int port;

    /** Set at the end of a play: it begins nothing any more. */
    boolean isTired;

    /** Its links are never cut, so none may be lost. */
    boolean isSafe;

    ChaosClient(String player, ClientOptions options, Mail mail, RandomGenerator random) {
        super(options);
        this.player = player;
        this.mail = mail;
        this.ledger = mail.ledger;
        this.random = random;
        this.returns = !options.reconnect().equals(Reconnect.never());
    }

    boolean isIdle() {
        return stage == Stage.IDLE;
    }

    Stage stage() {
        return stage;
    }

    /** Under which it writes and reads: another one each time that it is told of a loss. */
    private String name() {
        return player + " in " + epoch;
    }

    /** There is no link to wait for, and nothing under way on one. */
    boolean isSettled() {
        return isIdle() || (stage == Stage.OPEN && isConnected() && mail.isAllThere(name()));
    }

    String status() {
        return name() + " is " + stage + (isConnected() ? "" : ", not connected") + ": " + mail.statusOf(name());
    }

    void begin(int serverPort) {
        port = serverPort;
        if (stage == Stage.IDLE && !closed && !isTired) {
            connect("localhost", port);
            stage = Stage.CONNECTING;
            ledger.count("connect");
        }
    }

    void leave() {
        if (stage != Stage.IDLE) {
            closed = true;
        }
        if (!isConnected()) {
            mail.givenUp(name());
        }
        close();
    }

    void sendNumbered(int messages) {
        for (int i = 0; i < messages; i++) {
            if (send(mail.next(name())) > 0) {
                mail.taken(name());
            }
        }
    }

    /** Pumps until nothing is left, whatever is thrown. */
    void pumpAll() {
        boolean more = true;
        while (more) {
            try {
                more = pump() > 0;
            } catch (Mischief mischief) {
                ledger.count("pump threw");
            }
        }
    }

    private void tell(String what, boolean isExpected, Stage next) {
        if (!isExpected || (closed && !what.equals("onDisconnected"))) {
            ledger.wrong(player + " was told " + what + " while " + stage + (closed ? ", closed" : ""));
        }
        stage = next;
        ledger.count("client " + what);
    }

    private void whim(String where) {
        if (isTired) {
            return;
        }
        switch (random.nextInt(40)) {
            case 0, 1 -> throw new Mischief(where);
            case 2 -> leave();
            case 3, 4 -> sendNumbered(3);
            default -> {}
        }
    }

    @On
    void numbered(Message message) {
        tell("message", stage == Stage.OPEN, stage);
        mail.read(name(), message);
        whim("handler");
    }

    @Override
    protected void onConnected() {
        tell("onConnected", stage == Stage.CONNECTING, Stage.OPEN);
        epoch++;
        whim("onConnected");
    }

    @Override
    protected void onError(ConnectionError error) {
        boolean isAttempt = stage == Stage.CONNECTING || stage == Stage.AWAY;
        tell("onError", isAttempt, returns ? stage : Stage.IDLE);
        whim("onError");
    }

    @Override
    protected void onReconnecting(int attempt, Duration delay) {
        Stage next = stage == Stage.CONNECTING ? stage : Stage.AWAY;
        tell("onReconnecting", returns && stage != Stage.IDLE, next);
        whim("onReconnecting");
    }

    @Override
    protected void onReconnected(Resumption resumption) {
        tell("onReconnected", stage == Stage.AWAY, Stage.OPEN);
        ledger.count("client " + resumption);
        if (resumption != Resumption.RESUMED) {
            epoch++;
        }
        whim("onReconnected");
    }

    @Override
    protected void onGaveUp() {
        tell("onGaveUp", returns && stage != Stage.IDLE, stage);
        whim("onGaveUp");
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        checkFits(reason);
        tell("onDisconnected", stage != Stage.IDLE, Stage.IDLE);
        ledger.count("client ended " + reason.kind());
        closed = false;
        if (Ledger.oneIn(3, random)) {
            begin(port);
        }
    }

    private void checkFits(CloseReason reason) {
        boolean fits = switch (reason.kind()) {
            case CLOSED -> closed;
            case LOST, TIMED_OUT, SLOW_CONSUMER -> !closed && !(isSafe && stage == Stage.OPEN);
            case PROTOCOL_ERROR, LIMIT -> false;
            default -> !closed;
        };
        if (!fits) {
            ledger.wrong(player + " was ended with " + reason + " while " + stage + (closed ? ", closed" : ""));
        }
        boolean isFarewell =
                reason.kind() == Kind.KICKED || reason.kind() == Kind.STOPPED || reason.kind() == Kind.PEER_CLOSED;
        if (isFarewell && stage == Stage.OPEN) {
            mail.checkAllCameTo(name(), "before a farewell of the server");
        }
    }
}
