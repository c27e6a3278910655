package dev.repod.benchmarks.soak;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A server with sessions that sends much, is told much, and throws some out. */
final class Inn extends Server<Inn.Guest> {
    private static final Duration TICK = Duration.ofMillis(50);

    private final byte[] rest = new byte[Pulse.REST_BYTES];
    private final Map<String, Long> ends = new TreeMap<>();
    private long pulses;
    private long messages;
    private long guests;
    private long resumed;

    Inn(Duration window) {
        super(
                Guest::new,
                ServerOptions.builder()
                        .port(0)
                        .tick(TICK)
                        .sessions(Sessions.resumable(window))
                        .build());
    }

    @Override
    protected void onConnect(Guest guest) {
        guests++;
    }

    @Override
    protected void onTick(double seconds) {
        Message pulse = Message.from(new Pulse(++pulses, rest));
        if (pulses % 2 == 0) {
            sendToAll(pulse);
        } else {
            sendLatestToAll(pulse);
        }
    }

    /** On the loop. */
    String words() {
        StringBuilder words = new StringBuilder(" messages=" + messages + " guests=" + guests + " resumed=" + resumed);
        ends.forEach((reason, count) ->
                words.append(" ended/").append(reason).append('=').append(count));
        return words.toString();
    }

    static final class Guest extends Channel<Inn> {
        @On
        void chat(Chat chat) {
            server().messages++;
            server().sendToAll(chat);
        }

        @On
        void page() {
            server().messages++;
            send(Page.SAMPLE);
        }

        @On
        void throwMeOut() {
            server().messages++;
            kick("as you wish");
        }

        @Override
        protected void onResumed() {
            server().resumed++;
        }

        @Override
        protected void onClose(CloseReason reason) {
            server().ends.merge(reason.kind().wireName(), 1L, Long::sum);
        }
    }
}
