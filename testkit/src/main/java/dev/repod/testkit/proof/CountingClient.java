package dev.repod.testkit.proof;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.InvalidMessageException;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Resumption;
import java.time.Duration;

/** A player who only counts: numbers what is sent, and writes down what is told. On the thread that pumps it. */
final class CountingClient extends ConnectionListener {
    private final int number;
    private final Diary diary;
    private final Outcomes outcomes;
    private int epoch;
    private long sent;
    private boolean live;
    private boolean ended;
    private int troubles;
    private String lastReason = "";

    /**
     * A client that is not connected.
     *
     * @param number which one of its play, from 1
     */
    CountingClient(int number, History history, Outcomes outcomes, ClientOptions options) {
        super(options);
        this.number = number;
        this.diary = history.client(number);
        this.outcomes = outcomes;
    }

    /** Pumps until nothing waits any more, whatever its own handlers throw. */
    void pumpAll() {
        boolean more = true;
        while (more) {
            try {
                more = pump() > 0;
            } catch (GameMistake | InvalidMessageException thrownByAHandler) {
                more = true;
            }
        }
    }

    int number() {
        return number;
    }

    /** Whether it has been told that there is a link, and not yet that it is lost. */
    boolean isLive() {
        return live;
    }

    boolean hasEnded() {
        return ended;
    }

    /** How often it has been told that it has no link and tries again. */
    int troubles() {
        return troubles;
    }

    /** Why it has ended; empty while it has not. */
    String lastReason() {
        return lastReason;
    }

    int epoch() {
        return epoch;
    }

    /** How many messages it has sent in this session. */
    long sent() {
        return sent;
    }

    long lastReceived() {
        return diary.lastReceived();
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
        Numbered next = new Numbered(number, epoch, sent + 1, padding.next());
        String action = next.action();
        if ((action.equals("numbered") ? send(next) : send(next.as(action))) == 0) {
            return false;
        }
        sent++;
        diary.sent(epoch, sent);
        return true;
    }

    private void take(Numbered message) {
        diary.received(false, message.author(), message.epoch(), message.number());
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
    protected void onConnected() {
        diary.told(What.CONNECTED, "");
        begin();
    }

    @Override
    protected void onReconnected(Resumption resumption) {
        outcomes.count(resumption);
        diary.told(What.valueOf(resumption.name()), "");
        live = true;
        if (resumption != Resumption.RESUMED) {
            begin();
        }
    }

    private void begin() {
        live = true;
        epoch++;
        sent = 0;
        send(1, Padding.NONE);
    }

    @Override
    protected void onError(ConnectionError error) {
        diary.told(What.FAILED, error.kind().toString());
    }

    @Override
    protected void onReconnecting(int attempt, Duration delay) {
        live = false;
        troubles++;
        diary.told(What.RECONNECTING, isExtended() ? "" : ResumptionCheck.WITHOUT_SESSION);
    }

    @Override
    protected void onGaveUp() {
        live = false;
        diary.told(What.GAVE_UP, "");
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        live = false;
        ended = true;
        lastReason = reason.kind().toString();
        diary.told(What.DISCONNECTED, lastReason);
    }
}
