package dev.repod.internal.session;

import dev.repod.Limits;
import dev.repod.internal.limit.BufferBudget;
import dev.repod.internal.limit.Pulse;
import dev.repod.internal.limit.RateRules;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.SpareArrays;
import org.jspecify.annotations.Nullable;

/**
 * What all sessions of a loop share: the scratch objects that only live while one payload is read or one library frame is written,
 * so that an idle connection does not hold any, and what they are judged by together.
 */
public final class Workbench {
    /** Enough for one broadcast to thousands. */
    private static final int SERVER_SMALL_BYTES = 1 << 20;

    /** Enough for some large frames at a time, each of which outgrows one array after the other. */
    private static final int SERVER_LARGE_BYTES = 512 << 10;

    /** Of the memory for all peers those of whom nothing is known may fill one part of so many, or else as much as two frames. */
    private static final int STRANGERS_PART = 8;

    private static final int CLIENT_SMALL_BYTES = 16 << 10;
    private static final int CLIENT_LARGE_BYTES = 32 << 10;

    private final LibraryFrames frames = new LibraryFrames();
    private final SpareArrays spareArrays;
    private final PackReader reader = new PackReader();
    private @Nullable PayloadScan scan;
    private int scanDepth;

    private final BufferBudget budget;
    private final RateRules rateRules;
    private final Pulse pulse;

    /** One for a client, whose server may send as much as it likes. A program may have thousands, so it keeps little. */
    public Workbench() {
        this(Limits.standard(), Long.MAX_VALUE, new SpareArrays(CLIENT_SMALL_BYTES, CLIENT_LARGE_BYTES));
    }

    /** One for all links of a server. */
    public Workbench(Limits limits) {
        this(limits, limits.maxBufferedBytes(), new SpareArrays(SERVER_SMALL_BYTES, SERVER_LARGE_BYTES));
    }

    private Workbench(Limits limits, long bufferedBytes, SpareArrays spareArrays) {
        this.spareArrays = spareArrays;
        this.budget = new BufferBudget(bufferedBytes, strangersPart(bufferedBytes, limits.maxFrameBytes()));
        this.rateRules = RateRules.of(limits);
        this.pulse = new Pulse(limits.burst().toNanos());
    }

    private static long strangersPart(long bufferedBytes, int frameBytes) {
        return Math.max(bufferedBytes / STRANGERS_PART, Math.min(bufferedBytes, 2L * frameBytes));
    }

    BufferBudget budget() {
        return budget;
    }

    RateRules rateRules() {
        return rateRules;
    }

    /** Of the loop. It has to be beaten while nothing comes in. */
    public Pulse pulse() {
        return pulse;
    }

    LibraryFrames frames() {
        return frames;
    }

    SpareArrays spareArrays() {
        return spareArrays;
    }

    /** For the library's frames. */
    PackReader reader() {
        return reader;
    }

    PayloadScan scan(int maxDepth) {
        if (scan == null || scanDepth != maxDepth) {
            scan = new PayloadScan(maxDepth);
            scanDepth = maxDepth;
        }
        return scan;
    }
}
