package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a peer counts as known, and goes before strangers. */
class AcquaintanceTest {
    private final SessionRig rig = SessionRig.greetedServer();

    private void assertIsStranger() {
        assertThat(rig.link.standings).isEmpty();
        assertThat(rig.session.upkeep.isKnown()).isFalse();
    }

    private void assertIsKnown() {
        assertThat(rig.link.standings).containsExactly(Standing.KNOWN);
        assertThat(rig.session.upkeep.isKnown()).isTrue();
    }

    @Test
    void whoSaysSomethingAndAgainASecondLaterIsKnown() {
        rig.in(Frames.message("a"));
        assertIsStranger();
        rig.later(999).in(Frames.message("b"));
        assertIsStranger();

        rig.later(1).in(Frames.message("c"));

        assertIsKnown();
        rig.later(5_000).in(Frames.message("d"));
        assertIsKnown();
    }

    @Test
    void whoIsSilentIsNot() {
        rig.later(60_000);

        assertIsStranger();
    }

    @Test
    void norIsWhoOnlyBeginsAFrame() {
        byte[] frame = Frames.of(Map.of("action", "a", "b", new byte[1000]));
        for (int i = 0; i < 15; i++) {
            rig.in(new byte[] {frame[i]}).later(200);
        }

        assertIsStranger();
    }

    @Test
    void norIsWhoHasSentMoreThanWasRead() {
        rig.link.readAll = false;
        for (int i = 0; i < 5; i++) {
            rig.in(Frames.message("a")).later(900);
        }
        assertIsStranger();

        rig.link.readAll = true;
        rig.in(Frames.message("b"));

        assertIsKnown();
    }

    @Test
    void whoEndsIsKnownNoMore() {
        rig.in(Frames.message("a")).later(1_000).in(Frames.message("b"));
        assertIsKnown();

        rig.close(CloseReason.of(Kind.KICKED, ""));

        assertThat(rig.link.standings).containsExactly(Standing.KNOWN, Standing.ENDED);
    }

    @Test
    void aClientKnowsItsServer() {
        assertThat(SessionRig.client().link.standings).containsExactly(Standing.KNOWN);
    }
}
