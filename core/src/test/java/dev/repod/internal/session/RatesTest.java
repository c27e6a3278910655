package dev.repod.internal.session;

import static dev.repod.internal.session.Frames.HELLO;
import static dev.repod.internal.session.Frames.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Limits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast a client may send, and what becomes of one that sends faster. */
class RatesTest {
    private static final Limits HUNDRED =
            Limits.standard().withMaxMessagesPerSecond(100).withBurst(Duration.ofSeconds(1));
    private static final String WARNING = "{action=error, message=too fast: more than 100 messages a second}";

    private SessionRig server = started(HUNDRED);

    private SessionRig started(Limits limits) {
        server = SessionRig.server(limits);
        server.sent();
        return server;
    }

    private int delivered() {
        return Collections.frequency(server.told(), "message a");
    }

    private static byte[] messages(int count) {
        return Frames.repeated(message("a"), count);
    }

    private static byte[] messageOf(int frameBytes) {
        byte[] empty = Frames.of(Map.of("action", "a", "b", new byte[300]));
        byte[] frame = Frames.of(Map.of("action", "a", "b", new byte[frameBytes - (empty.length - 300)]));
        assertThat(frame).hasSize(frameBytes);
        return frame;
    }

    @Nested
    class Messages {
        @Test
        void passUpToABurstAtOnce() {
            server.in(messages(100));
            assertThat(delivered()).isEqualTo(100);
            assertThat(server.session.isOpen()).isTrue();
        }

        @Test
        void areWarnedOfOnceWhereAQuarterOfTheBurstIsLeft() {
            server.in(messages(75));
            assertThat(server.sent()).isEmpty();
            server.in(messages(1));
            assertThat(server.sent()).containsExactly(WARNING);
            assertThat(server.atTheDoor).containsExactly("does WARN messages_per_second");
            server.in(messages(20));
            assertThat(server.sent()).isEmpty();
        }

        @Test
        void areWarnedOfAgainOnceTheBucketWasFull() {
            server.in(messages(90)).later(500);
            server.in(messages(50));
            assertThat(server.sent()).containsExactly(WARNING);
            server.later(1000);
            server.in(messages(80));
            assertThat(server.sent()).containsExactly(WARNING);
        }

        @Test
        void areDroppedAboveABurst() {
            server.in(messages(150));
            assertThat(delivered()).isEqualTo(100);
            assertThat(server.session.isOpen()).isTrue();

            server.later(100);
            server.in(messages(20));
            assertThat(delivered()).isEqualTo(10);
        }

        @Test
        void endTheConnectionOnceABurstOfThemWasDropped() {
            server.in(messages(199));
            assertThat(server.session.isOpen()).isTrue();
            server.told();

            server.in(messages(1));
            assertThat(server.told()).containsExactly("ended LIMIT: messages_per_second 200 is over the limit of 100");
            assertThat(server.sent()).last().asString().contains("limit exceeded: messages_per_second 200");
        }

        @Test
        void thatWereDroppedAreForgottenOnceTheBucketWasFull() {
            for (int i = 0; i < 10; i++) {
                server.in(messages(190));
                server.later(1100);
            }
            assertThat(delivered()).isEqualTo(1000);
            assertThat(server.session.isOpen()).isTrue();
        }

        @Test
        void atTheRateAreNeverWarnedOf() {
            for (int i = 0; i < 6000; i++) {
                server.in(message("a")).later(10);
            }
            assertThat(delivered()).isEqualTo(6000);
            assertThat(server.atTheDoor).isEmpty();
        }

        @Test
        void atAThousandASecondInBatchesOfAMillisecondAreNeverWarnedOf() {
            started(Limits.standard());
            for (int i = 0; i < 20_000; i++) {
                server.in(message("a")).later(1);
            }
            assertThat(delivered()).isEqualTo(20_000);
            assertThat(server.atTheDoor).isEmpty();
        }

        @Test
        void atTwiceTheRateEndTheConnectionAndTheRateIsTold() {
            while (server.session.isOpen()) {
                server.in(message("a")).later(5);
            }
            assertThat(server.told())
                    .last()
                    .asString()
                    .startsWith("ended LIMIT: messages_per_second 20")
                    .endsWith("is over the limit of 100");
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void areNeverMoreThanABurstAndWhatTimeHasEarned(long seed) {
            var random = new SplittableRandom(seed);
            long beganNanos = server.nowNanos;
            int passed = 0;
            while (server.session.isOpen() && server.nowNanos - beganNanos < 60 * SessionRig.millis(1000)) {
                server.in(messages(random.nextInt(1, 30)));
                passed += delivered();
                assertThat(passed).isLessThanOrEqualTo(101 + (int) ((server.nowNanos - beganNanos) / 10_000_000));
                server.later(random.nextInt(1, 150));
            }
            assertThat(passed).isPositive();
        }
    }

    @Nested
    class WhateverElseComes {
        @Test
        void costsWhatAMessageCosts() {
            byte[] unknown = Frames.of(List.of(100, "future"));
            byte[] scalar = Frames.raw("07");
            server.in(Frames.repeated(unknown, 50), Frames.repeated(scalar, 50));
            server.in(messages(1));
            assertThat(delivered()).isZero();
            assertThat(server.session.isOpen()).isTrue();
        }

        @Test
        void isNotDroppedButEndsTheConnectionInTime() {
            server.in(HELLO).in(messages(120));
            server.sent();
            server.in(Frames.of(List.of(3, 77)));
            assertThat(server.sent()).containsExactly("[4, 77]");

            server.in(Frames.repeated(Frames.of(List.of(5, 0)), 90));
            assertThat(server.told()).last().asString().startsWith("ended LIMIT: messages_per_second");
        }
    }

    @Nested
    class Bytes {
        private final Limits thousand = HUNDRED.withMaxBytesPerSecond(1000).withBurst(Duration.ofSeconds(2));

        @Test
        void areCountedWithTheHeader() {
            started(thousand);
            server.in(Frames.repeated(messageOf(500), 4), messages(1));
            assertThat(delivered()).isEqualTo(4);
        }

        @Test
        void ofOneLargeMessageMayBeOwed() {
            started(thousand);
            server.in(messageOf(5000));
            assertThat(delivered()).isOne();
            assertThat(server.sent())
                    .containsExactly("{action=error, message=too fast: more than 1000 bytes a second}");
            server.later(2900);
            server.in(messages(1));
            assertThat(delivered()).isZero();
            server.later(200);
            server.in(messages(1));
            assertThat(delivered()).isOne();
        }

        @Test
        void endTheConnectionOnceABurstOfThemWasDropped() {
            started(thousand);
            server.in(messageOf(2000), messageOf(1999));
            assertThat(server.session.isOpen()).isTrue();
            server.in(messages(1));
            assertThat(server.told())
                    .last()
                    .asString()
                    .startsWith("ended LIMIT: bytes_per_second 20")
                    .endsWith("is over the limit of 1000");
        }
    }

    @Nested
    class InADryRun {
        @Test
        void nothingFollowsButEachStepIsTold() {
            started(HUNDRED.withDryRun(true));
            server.in(messages(1000));

            assertThat(delivered()).isEqualTo(1000);
            assertThat(server.sent()).isEmpty();
            assertThat(server.session.isOpen()).isTrue();
            assertThat(server.atTheDoor)
                    .containsExactly(
                            "would WARN messages_per_second",
                            "would DROP messages_per_second",
                            "would CLOSE messages_per_second");
        }

        @Test
        void theStepsAreToldAgainOnceTheBucketWasFull() {
            started(HUNDRED.withDryRun(true));
            server.in(messages(1000)).later(1500);
            server.in(messages(80));
            assertThat(server.atTheDoor).hasSize(4).last().isEqualTo("would WARN messages_per_second");
        }
    }

    @Nested
    class TimeThatWasNotRead {
        @Test
        void isNoReasonToDropWhatCameInItAtALegalRate() {
            server.in(messages(1)).later(5000);
            server.nowNanos += SessionRig.millis(5000);

            server.in(messages(590));

            assertThat(delivered()).isEqualTo(591);
            assertThat(server.session.isOpen()).isTrue();
        }

        @Test
        void isNoReasonToWarnEither() {
            server.in(messages(1)).later(5000);
            server.nowNanos += SessionRig.millis(5000);
            server.in(messages(500));
            for (int i = 0; i < 1000; i++) {
                server.later(10).in(message("a"));
            }
            assertThat(server.atTheDoor).isEmpty();
        }

        @Test
        void allowsNoMoreThanThat() {
            server.in(messages(1)).later(5000);
            server.nowNanos += SessionRig.millis(5000);
            server.in(messages(650));
            assertThat(delivered()).isBetween(600, 1 + 600 + 51);
            server.in(messages(200));
            assertThat(server.session.isOpen()).isFalse();
        }

        @Test
        void isForgottenByWhoHadNothingWaiting() {
            server.in(messages(1)).later(5000);
            server.nowNanos += SessionRig.millis(5000);
            server.workbench.pulse().beat(server.nowNanos);
            server.later(10_000);
            server.in(messages(180));
            assertThat(delivered()).isEqualTo(101);
        }

        @Test
        void becauseTheProgramHadNoRoomCountsAlike() {
            server.in(messages(1)).later(5000);
            server.session.setReading(false, server.nowNanos);
            server.later(5000);
            server.session.setReading(true, server.nowNanos);
            server.in(messages(590));
            assertThat(delivered()).isEqualTo(591);
        }

        @Test
        void isNoneWhereNothingCameForLong() {
            server.in(messages(1)).later(60_000);
            server.in(messages(180));
            assertThat(delivered()).isEqualTo(101);
        }
    }

    @Nested
    class WithASession {
        private final SessionTableRig table = new SessionTableRig();

        @Test
        void droppedMessagesAreCountedAsReceived() {
            SessionTableRig.Wire wire = table.join();
            wire.in(messages(2500)).cut();
            table.told();

            SessionTableRig.Wire next = table.connect().in(SessionTableRig.hello(1, 0));
            assertThat(next.sent()).anySatisfy(frame -> assertThat(frame).contains("received=2500"));
        }

        @Test
        void aNewLinkMakesNoNewAllowance() {
            SessionTableRig.Wire wire = table.join();
            wire.in(messages(2500)).cut();
            SessionTableRig.Wire next = table.connect().in(SessionTableRig.hello(1, 0));
            table.told();

            next.in(messages(10));
            assertThat(table.told()).isEmpty();
            table.nowNanos += SessionRig.millis(5);
            next.in(messages(10));
            assertThat(table.told()).containsOnly("1 message a").hasSize(5);
        }
    }

    @Test
    void whatAServerSendsIsNotLimited() {
        SessionRig client = SessionRig.client();
        client.in(Frames.CONNECTED, Frames.WELCOME, messages(10_000));
        assertThat(client.told()).hasSizeGreaterThan(10_000);
        assertThat(client.session.isOpen()).isTrue();
    }
}
