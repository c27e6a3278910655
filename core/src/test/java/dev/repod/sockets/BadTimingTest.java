package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repod.CloseReason.Kind;
import dev.repod.Message;
import dev.repod.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that are slow, hasty, deaf or gone in the middle: the server keeps its promises, and others notice nothing. */
class BadTimingTest {
    private static final int HONEST = 1;
    private static final int ODD = 2;
    private static final int MANY = 10_000;

    private RecordingServer server;
    private HonestPlayer honest;

    @BeforeEach
    void start() {
        server = RecordingServer.started(RecordingServer.onAnyPort()
                .limits(RecordingServer.PATIENT)
                .frameTimeout(Duration.ofMillis(300))
                .closeTimeout(Duration.ofMillis(400))
                .build());
        honest = HonestPlayer.joining(server);
    }

    @AfterEach
    void theHonestPlayerHasNoticedNothing() {
        try {
            honest.mustHaveNoticedNothing();
            assertThat(server.storyOf(HONEST)).isEmpty();
        } finally {
            honest.leave();
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "000000", "0000000d 81a6", "00100000 81"})
    void aFrameThatIsBegunAndNotFinishedTimesOut(String begun) throws IOException {
        try (RawPeer silent = RawPeer.connectTo(server).greeted()) {
            silent.send(RawPeer.hex(begun));
            RawPeer.Rest rest = silent.readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.messages().get(0).getString("message"))
                    .isEqualTo("timed out: a frame was not finished within 300 ms");
        }
        assertThat(server.awaitEndOf(ODD).kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(server.storyOf(ODD)).containsExactly("onClose TIMED_OUT", "onDisconnect");
    }

    /** The deadline falls due in the last moments of the stall, when the rest of the frame has long been in the socket. */
    @Test
    void aFrameWhoseRestCameDuringAStallIsNoLateOne() throws IOException {
        byte[] count = Wire.encode(Message.of("count"));
        try (RawPeer peer = RawPeer.connectTo(server).greeted();
                RawPeer other = RawPeer.connectTo(server).greeted()) {
            peer.send(Arrays.copyOf(count, 7));
            other.send(Message.of("stall", "millis", 360));
            await().until(() -> server.storyOf(ODD + 1).contains("stall"));
            peer.send(Arrays.copyOfRange(count, 7, count.length));
            await().until(() -> server.counted() == 1);
        }
    }

    @Test
    void aFrameMayComeAByteAtATime() throws IOException {
        Message echo = Message.of("echo", "text", "one by one");
        try (RawPeer slow = RawPeer.connectTo(server).greeted()) {
            for (byte one : Wire.encode(echo)) {
                slow.send(new byte[] {one});
            }
            assertThat(slow.readMessage()).isEqualTo(echo);
        }
    }

    @Test
    void tenThousandFramesInOneWriteAreAnsweredInOrder() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < MANY; i++) {
            all.writeBytes(Wire.encode(Message.of("echo", "n", i)));
        }
        try (RawPeer hasty = RawPeer.connectTo(server).greeted()) {
            hasty.send(all.toByteArray());
            for (int i = 0; i < MANY; i++) {
                assertThat(hasty.readMessage().getInt("n")).isEqualTo(i);
            }
        }
    }

    @Test
    void aResetInMidWriteEndsTheChannelExactlyOnce() throws IOException {
        try (RawPeer deaf = RawPeer.withSmallBuffer(server).greeted()) {
            deaf.send(Message.of("flood"));
            // The flood has begun, and cannot be over: nobody reads it.
            assertThat(deaf.readPayload()).hasSizeGreaterThan(1_000_000);
            deaf.reset();
        }
        assertThat(server.awaitEndOf(ODD).kind()).isEqualTo(Kind.LOST);
        honest.mustHaveNoticedNothing();
        assertThat(server.storyOf(ODD)).containsExactly("onClose LOST", "onDisconnect");
        assertThat(server.channels()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kick_me", "close_me"})
    void aPeerWithAMegabyteUnreadStillGetsTheLastWords(String action) throws IOException {
        try (RawPeer talker = RawPeer.connectTo(server).greeted()) {
            talker.send(withAMegabyteBehind(action));
            talker.endOutput();
            RawPeer.Rest rest = talker.readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.actions()).isEqualTo(action.equals("kick_me") ? List.of("last", "error") : List.of("last"));
        }
        Kind kind = action.equals("kick_me") ? Kind.KICKED : Kind.CLOSED;
        assertThat(server.awaitEndOf(ODD).kind()).isEqualTo(kind);
        assertThat(server.storyOf(ODD)).containsExactly("onClose " + kind, "onDisconnect");
    }

    @Test
    void anExtendedPeerWithAMegabyteUnreadStillGetsItsGoodbye() throws IOException {
        try (RawPeer talker = RawPeer.connectTo(server).sendHello()) {
            talker.send(withAMegabyteBehind("kick_me"));
            talker.endOutput();
            RawPeer.Rest rest = talker.readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.actions()).containsExactly("connected", "last");
            // WELCOME, and BYE "kicked".
            assertThat(rest.libraryFrames()).hasSize(2);
            assertThat(rest.libraryFrames().get(1)).startsWith("9306a66b69636b6564");
        }
        assertThat(server.awaitEndOf(ODD).kind()).isEqualTo(Kind.KICKED);
    }

    private static byte[] withAMegabyteBehind(String action) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Wire.encode(Message.of(action)));
        for (int i = 0; i < 16; i++) {
            all.writeBytes(Wire.encode(Message.of("count", "ballast", new byte[65_000])));
        }
        return all.toByteArray();
    }

    @Test
    void whatComesAfterTheKickIsNotDelivered() throws IOException {
        try (RawPeer talker = RawPeer.connectTo(server).greeted()) {
            talker.send(withAMegabyteBehind("kick_me"));
            talker.endOutput();
            talker.readToEnd();
        }
        server.awaitEndOf(ODD);
        assertThat(server.counted()).isZero();
    }

    @Test
    void aPeerThatNeverReadsIsCutOnceItIsClosed() throws IOException {
        try (RawPeer deaf = RawPeer.withSmallBuffer(server).greeted()) {
            deaf.send(Message.of("flood"));
            assertThat(deaf.readPayload()).hasSizeGreaterThan(1_000_000);
            honest.mustHaveNoticedNothing();
            RecordingServer.Player player = server.channel(ODD);
            assertThat(player).isNotNull();
            player.kick("you do not listen");
            assertThat(server.awaitEndOf(ODD).kind()).isEqualTo(Kind.KICKED);
            assertThat(server.storyOf(ODD)).containsExactly("onClose KICKED", "onDisconnect");
        }
    }

    @Test
    void aPeerThatNeverReadsDoesNotHoldUpStopping() throws IOException {
        RecordingServer stopping = RecordingServer.started(RecordingServer.onAnyPort()
                .limits(RecordingServer.PATIENT)
                .closeTimeout(Duration.ofMinutes(1))
                .stopTimeout(Duration.ofMillis(300))
                .build());
        try (RawPeer deaf = RawPeer.withSmallBuffer(stopping).greeted()) {
            deaf.send(Message.of("flood"));
            assertThat(deaf.readPayload()).hasSizeGreaterThan(1_000_000);
            stopping.stop();
            assertThat(stopping.storyOf(1)).containsExactly("onClose STOPPED", "onDisconnect");
        }
    }
}
