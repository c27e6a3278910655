package dev.repod.internal.session;

import static dev.repod.internal.session.Frames.CONNECTED;
import static dev.repod.internal.session.Frames.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import org.junit.jupiter.api.Test;

/** The four charts of docs/protocol.md, section 5, and the goodbye of section 7, with our sessions on one or both sides. */
class GreetingTest {
    /** Carries what each side wrote to the other until neither has more to say. */
    private static void exchange(SessionRig one, SessionRig other) {
        for (int round = 0; round < 10; round++) {
            byte[] there = take(one);
            byte[] back = take(other);
            if (there.length == 0 && back.length == 0) {
                return;
            }
            other.in(there);
            one.in(back);
        }
        throw new AssertionError("the two sides go on for ever");
    }

    private static byte[] take(SessionRig rig) {
        byte[] written = rig.link.written.toByteArray();
        rig.link.written.reset();
        return written;
    }

    @Test
    void anExtendedClientAndAnExtendedServerFindEachOtherWithoutWaiting() {
        SessionRig client = SessionRig.client();
        SessionRig server = SessionRig.server();

        exchange(client, server);

        assertThat(client.told()).containsExactly("extended 1048576 32", "opened");
        assertThat(server.told()).containsExactly("extended 1048576 32");
    }

    @Test
    void anExtendedClientIsConnectedToAPlainServerAfterTheGrace() {
        SessionRig client = SessionRig.client();

        client.in(CONNECTED).later(250);

        assertThat(client.told()).containsExactly("opened");
    }

    @Test
    void aPlainClientIsServedAndSentNothingButTheGreeting() {
        SessionRig server = SessionRig.server();

        server.in(message("a")).later(10_000).in(message("b"));

        assertThat(server.told()).containsExactly("message a", "message b");
        assertThat(server.sent()).containsExactly("{action=connected}");
    }

    @Test
    void theGreetingIsTheSameBytesForEveryPeer() {
        assertThat(take(SessionRig.server())).isEqualTo(Frames.raw("81 a6 616374696f6e a9 636f6e6e6563746564"));
    }

    @Test
    void messagesGoBothWaysAndTheServersGoodbyeArrivesWithItsReason() {
        SessionRig client = SessionRig.client();
        SessionRig server = SessionRig.server();
        exchange(client, server);
        client.told();
        server.told();

        client.send(message("from_client")).turn();
        server.send(message("from_server")).turn();
        exchange(client, server);
        server.send(message("last")).close(CloseReason.of(Kind.KICKED, "you were away"));
        exchange(client, server);

        assertThat(server.told()).containsExactly("message from_client", "ended KICKED: you were away");
        assertThat(client.told()).containsExactly("message from_server", "message last", "ended KICKED: you were away");
        client.inputEnds();
        server.inputEnds();
        assertThat(client.told()).containsExactly("gone");
        assertThat(server.told()).containsExactly("gone");
    }

    @Test
    void theClientsGoodbyeIsAnOrderlyEndForTheServer() {
        SessionRig client = SessionRig.client();
        SessionRig server = SessionRig.server();
        exchange(client, server);
        server.told();

        client.send(message("goodbye")).close(CloseReason.of(Kind.CLOSED, ""));
        exchange(client, server);

        assertThat(server.told()).containsExactly("message goodbye", "ended PEER_CLOSED");
    }

    @Test
    void whatAServerSendsBeforeItKnowsItsPeerArrivesBeforeWelcome() {
        SessionRig client = SessionRig.client();
        SessionRig server = SessionRig.server();
        server.send(message("news")).turn();

        exchange(client, server);

        assertThat(client.told()).containsExactly("opened", "message news", "extended 1048576 32");
    }
}
