package dev.repod.examples.guide.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.SessionStore;
import dev.repod.Wire;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What docs/guide/sessions.md claims of plain clients: here, a socket and a MessagePack package. */
class PlainQuestTest {
    private static final Message DIG = Message.of("dig");

    private Quest quest = new Quest(ServerOptions.builder().port(0).build());

    /** A client that knows nothing of this library's frames. */
    private static final class Plain implements Closeable {
        private final Socket socket;
        private final DataInputStream in;

        Plain(InetSocketAddress address) throws IOException {
            socket = new Socket(address.getAddress(), address.getPort());
            socket.setSoTimeout(10_000);
            in = new DataInputStream(socket.getInputStream());
        }

        void send(Message message) throws IOException {
            socket.getOutputStream().write(Wire.encode(message));
        }

        /** Reads on to the next message of that action. */
        Message next(String action) throws IOException {
            while (true) {
                byte[] payload = new byte[in.readInt()];
                in.readFully(payload);
                boolean isMap = (payload[0] & 0xf0) == 0x80;
                if (isMap && Wire.decode(payload).action().equals(action)) {
                    return Wire.decode(payload);
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void start(ServerOptions options) {
        quest = new Quest(options.toBuilder().port(0).build());
        quest.start();
    }

    @AfterEach
    void stop() {
        quest.close();
    }

    /** Digs three times, and loses the link. */
    private String idOfOneWhoWasCutOff() throws IOException {
        try (Plain plain = new Plain(quest.address())) {
            for (int i = 0; i < 3; i++) {
                plain.send(DIG);
            }
            String id = plain.next("session_created").getString("session_id");
            while (plain.next("gold").getInt("gold") < 3) {
                assertThat(id).matches("[0-9a-f]{32}");
            }
            return id;
        }
    }

    @Test
    void aPlainClientGetsItsStateBackByAMessage() throws IOException {
        start(QuestOptions.server());
        String id = idOfOneWhoWasCutOff();

        try (Plain plain = new Plain(quest.address())) {
            plain.send(Message.of("recover_session", "session_id", id));

            Message recovered = plain.next("state_recovered");
            assertThat(recovered.getMap("state")).containsEntry("gold", 3L);
            assertThat(recovered.getString("session_id"))
                    .matches("[0-9a-f]{32}")
                    .isNotEqualTo(id);
            plain.send(DIG);
            assertThat(plain.next("gold").getInt("gold")).isEqualTo(4);
            assertThat(quest.channels()).hasSize(1);
        }
    }

    @Test
    void aPlainClientIsFoundByTheNextServerWhereThereIsAStore() throws IOException {
        SessionStore store = SessionStore.inMemory();
        start(QuestOptions.stored(store));
        String id = idOfOneWhoWasCutOff();
        quest.close();
        start(QuestOptions.stored(store));

        try (Plain plain = new Plain(quest.address())) {
            plain.send(Message.of("recover_session", "session_id", id));

            assertThat(plain.next("state_recovered").getMap("state")).containsEntry("gold", 3L);
        }
    }

    @Test
    void anIdThatIsNoneIsAnsweredAndFollowedByANewOne() throws IOException {
        start(QuestOptions.server());

        try (Plain plain = new Plain(quest.address())) {
            plain.send(Message.of("recover_session", "session_id", "0".repeat(32)));

            plain.next("recovery_failed");
            assertThat(plain.next("session_created").getString("session_id")).matches("[0-9a-f]{32}");
        }
    }

    @Test
    void aPlainClientThatLeavesIsStillThereUnlessTheGameHasAGoodbye() throws IOException {
        start(QuestOptions.server());
        idOfOneWhoWasCutOff();
        await().until(() -> quest.channels().stream().allMatch(Quest.Hero::isAsleep));
        assertThat(quest.channels()).hasSize(1);

        try (Plain plain = new Plain(quest.address())) {
            plain.send(DIG);
            plain.next("gold");
            assertThat(quest.channels()).hasSize(2);
            plain.send(Message.of("goodbye"));

            await().until(() -> quest.channels().size() == 1);
            assertThat(quest.channels()).allMatch(Quest.Hero::isAsleep);
        }
    }
}
