package dev.repod.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RationTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000 * MICRO;

    private final HandLoop loop = new HandLoop();
    private boolean isAnyKnown = true;
    private final Ration ration = new Ration(loop, () -> isAnyKnown);
    private final List<String> turns = new ArrayList<>();

    private boolean isUsedUpBy(long costNanos) {
        return ration.isUsedUp(costNanos, loop.nanoTime());
    }

    /** Somebody who, whenever it is his turn, does something that takes so long. */
    private final class Worker implements Ration.Consumer {
        private final String name;
        private final boolean isNew;
        private final long costNanos;

        Worker(String name, boolean isNew, long costNanos) {
            this.name = name;
            this.isNew = isNew;
            this.costNanos = costNanos;
        }

        @Override
        public boolean isNew() {
            return isNew;
        }

        @Override
        public boolean goOn() {
            turns.add(name);
            loop.work(costNanos);
            if (isUsedUpBy(costNanos)) {
                ration.await(this);
            } else {
                loop.schedule(0, this::goOn);
            }
            return true;
        }
    }

    private void waits(String name, boolean isNew) {
        ration.await(new Ration.Consumer() {
            @Override
            public boolean isNew() {
                return isNew;
            }

            @Override
            public boolean goOn() {
                turns.add(name);
                return true;
            }
        });
    }

    @Test
    void aBurstPassesAndThenItIsUsedUp() {
        assertThat(isUsedUpBy(MILLI)).isFalse();
        assertThat(isUsedUpBy(MILLI - MICRO)).isFalse();
        assertThat(isUsedUpBy(MICRO)).isTrue();
    }

    @Test
    void whoeverIsAlwaysBusyGetsAnEighthOfTheTime() {
        assertThat(isUsedUpBy(2 * MILLI)).isTrue();
        ration.await(new Worker("worker", false, 100 * MICRO));

        loop.later(8_000 * MILLI);

        assertThat(100 * MICRO * turns.size()).isBetween(990 * MILLI, 1_010 * MILLI);
    }

    @Test
    void soDoAllOfThemTogether() {
        assertThat(isUsedUpBy(2 * MILLI)).isTrue();
        for (int i = 0; i < 500; i++) {
            ration.await(new Worker("worker", i % 2 == 0, 100 * MICRO));
        }

        loop.later(8_000 * MILLI);

        assertThat(100 * MICRO * turns.size()).isBetween(990 * MILLI, 1_010 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsNewAndWhoIsNotKeepEachOtherWaitingForOneTurnOnly(boolean oneIsNew) {
        assertThat(isUsedUpBy(2 * MILLI)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            ration.await(new Worker("crowd", !oneIsNew, 100 * MICRO));
        }
        waits("one", oneIsNew);

        loop.later(20 * MILLI);

        assertThat(turns.subList(0, 3)).containsOnlyOnce("one");
    }

    @Test
    void eachKindGoesInOrder() {
        assertThat(isUsedUpBy(2 * MILLI)).isTrue();
        for (int i = 0; i < 3; i++) {
            waits("new " + i, true);
            waits("old " + i, false);
        }

        loop.later(100 * MILLI);

        assertThat(turns).containsExactly("new 0", "old 0", "new 1", "old 1", "new 2", "old 2");
    }

    @Test
    void nobodyWaitsWhereNobodyWouldHaveToWaitForHim() {
        isAnyKnown = false;
        for (int i = 0; i < 100; i++) {
            assertThat(isUsedUpBy(MILLI)).isFalse();
        }
    }

    @Test
    void aStallIsNotPaidForInFull() {
        assertThat(isUsedUpBy(10_000 * MILLI)).isTrue();
        waits("late", false);

        loop.later(191 * MILLI);
        assertThat(turns).isEmpty();
        loop.later(8 * MILLI);

        assertThat(turns).containsExactly("late");
    }

    @Test
    void allGoOnOnceNobodyWouldHaveToWaitForThem() {
        assertThat(isUsedUpBy(25 * MILLI)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            waits("one", false);
        }
        isAnyKnown = false;

        loop.later(208 * MILLI);

        assertThat(turns).hasSize(1_000);
    }

    @Test
    void whoIsForgottenIsNotCalled() {
        assertThat(isUsedUpBy(2 * MILLI)).isTrue();
        Worker gone = new Worker("gone", false, MICRO);
        ration.await(gone);
        waits("last", false);
        ration.forget(gone);

        loop.later(9 * MILLI);

        assertThat(turns).containsExactly("last");
    }

    @Test
    void whoNeedsHisTurnNoMoreTakesNobodyElses() {
        assertThat(isUsedUpBy(2 * MILLI)).isTrue();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            ration.await(() -> number < 0);
        }
        waits("last", false);

        loop.later(9 * MILLI);

        assertThat(turns).containsExactly("last");
    }
}
