package dev.repod.testkit.chaos;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Resumption;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A client whose game throws, closes and connects in its callbacks, and checks what it is told. On the thread that pumps it. */
final class ChaosClient extends ConnectionListener {
    private enum Stage {
        IDLE,
        CONNECTING,
        OPEN,
        AWAY
    }

    private final String name;
    private final Ledger ledger;
    private final RandomGenerator random;
    private final boolean returns;
    private final String host;
    private final int port;
    private Stage stage = Stage.IDLE;
    private boolean closed;
    private int epoch;
    private int sent;
    private Run run;

    /** Set at the end of a play: it begins nothing any more. */
    boolean isTired;

    ChaosClient(
            int number, ClientOptions options, String host, int port, boolean returns, Ledger ledger, RandomGenerator random) {
        super(options);
        this.name = "client " + number;
        this.host = host;
        this.port = port;
        this.returns = returns;
        this.ledger = ledger;
        this.random = random;
        this.run = new Run(name, ledger);
    }

    boolean isIdle() {
        return stage == Stage.IDLE;
    }

    void begin() {
        if (stage == Stage.IDLE && !closed && !isTired) {
            connect(host, port);
            stage = Stage.CONNECTING;
            ledger.count("connect");
        }
    }

    void leave() {
        if (stage != Stage.IDLE) {
            closed = true;
        }
        close();
    }

    void sendNumbered(int messages) {
        for (int i = 0; i < messages; i++) {
            if (send(Run.message(name + " in " + epoch, sent + 1)) > 0) {
                sent++;
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
            ledger.wrong(name + " was told " + what + " while " + stage + (closed ? ", closed" : ""));
        }
        stage = next;
        ledger.count("client " + what);
    }

    private void whim(String where) {
        switch (random.nextInt(40)) {
            case 0, 1 -> throw new Mischief(where);
            case 2 -> leave();
            case 3, 4 -> sendNumbered(3);
            default -> {}
        }
    }

    private void beginEpoch() {
        epoch++;
        sent = 0;
        run = new Run(name, ledger);
    }

    @On
    void numbered(Message message) {
        tell("message", stage == Stage.OPEN, stage);
        run.read(message);
        whim("handler");
    }

    @Override
    protected void onConnected() {
        tell("onConnected", stage == Stage.CONNECTING, Stage.OPEN);
        beginEpoch();
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
            beginEpoch();
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
        tell("onDisconnected", stage != Stage.IDLE, Stage.IDLE);
        ledger.count("client ended " + reason.kind());
        closed = false;
        if (Ledger.oneIn(3, random)) {
            begin();
        }
    }
}
