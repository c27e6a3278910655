package dev.repod.internal.session;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What servers before this one have left, as far as it may still be taken: each state once, by one link. Confined to the I/O thread.
 *
 * <p>An id that this server itself has given or restored, and that is not valid any more, leads to nothing that was saved: the
 * session has gone on, or ended, and the store may only not have heard of it yet.
 */
final class SavedStates {
    /** Of the ids that were valid last, so many are remembered; the store has forgotten those before by then. */
    private static final int MOST_SPENT = 50_000;

    private final ServerSessionHost host;
    private final Map<SessionKey, Waiting> waiting = new HashMap<>();
    private final Map<SessionKey, Boolean> spent = new LinkedHashMap<>();

    SavedStates(ServerSessionHost host) {
        this.host = host;
    }

    /**
     * Asks for a state. A link that waits for the same one gives way.
     *
     * @return false where there is none to be had; then nothing is called
     */
    boolean load(SessionKey key, Taker taker) {
        if (spent.containsKey(key)) {
            return false;
        }
        Waiting before = waiting.get(key);
        if (before != null) {
            before.taker.giveWay();
            before.taker = taker;
            return true;
        }
        Waiting first = new Waiting(taker);
        if (!host.load(key, () -> first.taker.isThere(), saved -> onLoaded(key, saved))) {
            return false;
        }
        waiting.put(key, first);
        return true;
    }

    private void onLoaded(SessionKey key, @Nullable Object saved) {
        Waiting over = waiting.remove(key);
        if (over != null) {
            over.taker.take(saved);
        }
    }

    /** That id is not valid any more. */
    void spend(SessionKey key) {
        if (spent.size() >= MOST_SPENT) {
            spent.remove(spent.keySet().iterator().next());
        }
        spent.put(key, true);
    }

    /** A link that waits for a state. */
    interface Taker {
        /** Whether the link is still there. From any thread. */
        boolean isThere();

        /** Another link has come for the same. */
        void giveWay();

        /** Here it is, or null where there is none. */
        void take(@Nullable Object saved);
    }

    /** Who gets what is being loaded: whoever has come last. */
    private static final class Waiting {
        private volatile Taker taker;

        Waiting(Taker taker) {
            this.taker = taker;
        }
    }

    /** Makes a taker of three parts. */
    static Taker taker(BooleanSupplier isThere, Runnable giveWay, Consumer<@Nullable Object> take) {
        return new Taker() {
            @Override
            public boolean isThere() {
                return isThere.getAsBoolean();
            }

            @Override
            public void giveWay() {
                giveWay.run();
            }

            @Override
            public void take(@Nullable Object saved) {
                take.accept(saved);
            }
        };
    }
}
