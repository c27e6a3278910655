package dev.repod.testkit.chaos;

import dev.repod.Message;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** A server whose callbacks do whatever comes to their mind, and write down what they are told. */
final class ChaosServer extends Server<Visitor> {
    final Mail mail;
    final boolean hasIoThread;

    /** All that there have been. */
    final Map<Integer, Visitor> visitors = new ConcurrentHashMap<>();

    private final Ledger ledger;
    private final RandomGenerator random;
    volatile boolean mayStop;
    volatile boolean isStopping;
    volatile boolean isTooLateToSend;

    /** What goes wrong meanwhile. */
    volatile Runnable whenStopping = () -> {};

    /** Nothing comes to its mind. */
    volatile boolean isCalm;

    /** Nothing is done to the links of its clients, so none may be lost. */
    boolean isSafe;

    ChaosServer(ServerOptions options, Mail mail, RandomGenerator random) {
        super(() -> newVisitor(mail.ledger, random), options);
        this.mail = mail;
        this.ledger = mail.ledger;
        this.hasIoThread = options.ioThread();
        this.random = random;
    }

    private static Visitor newVisitor(Ledger ledger, RandomGenerator random) {
        if (Ledger.oneIn(200, random)) {
            ledger.count("constructor threw");
            throw new Mischief("constructor");
        }
        return new Visitor();
    }

    @Override
    protected void onConnect(Visitor visitor) {
        visitor.tell("Server.onConnect", Visitor.Stage.CONNECTED, Visitor.Stage.ANNOUNCED);
        whim("Server.onConnect", visitor);
    }

    @Override
    protected void onDisconnect(Visitor visitor) {
        visitor.tell("onDisconnect", Visitor.Stage.CLOSED, Visitor.Stage.GONE);
        whim("onDisconnect", visitor);
    }

    @Override
    protected void onStopping() {
        if (isStopping) {
            ledger.wrong("onStopping came twice");
        }
        isStopping = true;
        whenStopping.run();
        channels().forEach(Visitor::sendNumbered);
        // Closing begins in the I/O thread while the game's thread may still be at something.
        isTooLateToSend = hasIoThread;
        if (Ledger.oneIn(10, random)) {
            throw new Mischief("onStopping");
        }
    }

    /** Mostly nothing. */
    void whim(String where, Visitor self) {
        if (isCalm) {
            return;
        }
        switch (random.nextInt(60)) {
            case 0, 1 -> {
                ledger.count(where + " threw");
                throw new Mischief(where);
            }
            case 2 -> self.end(where, false);
            case 3 -> self.end(where, true);
            case 4 -> anyone().forEach(other -> other.end(where, false));
            case 5 -> anyone().forEach(other -> other.end(where, true));
            case 6, 7, 8 -> self.sendNumbered();
            case 9 -> channels().forEach(Visitor::sendNumbered);
            case 10 -> stopIfItMay(where);
            case 11 ->
                ledger.count("frames on record", self.flightRecord().frames().size());
            case 12, 13 -> sendLatestToAll(Message.of("snapshot", "text", where));
            default -> {}
        }
    }

    private void stopIfItMay(String where) {
        if (mayStop && Ledger.oneIn(2, random)) {
            ledger.count(where + " stopped the server");
            stop();
        }
    }

    private List<Visitor> anyone() {
        List<Visitor> all = channels();
        return all.isEmpty() ? List.of() : List.of(all.get(random.nextInt(all.size())));
    }

    /** Once it has stopped. */
    void checkStopped() {
        if (!channels().isEmpty()) {
            ledger.wrong("after stop() there are " + channels());
        }
        visitors.values().forEach(Visitor::checkGone);
        sendToAll(Message.of("late"));
    }
}
