package dev.repod.internal.session;

import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PayloadScan;
import org.jspecify.annotations.Nullable;

/**
 * The scratch objects of a session that only live while one payload is read or one library frame is written. All sessions
 * of a loop share them, so that an idle connection does not hold any.
 */
public final class Workbench {
    private final LibraryFrames frames = new LibraryFrames();
    private final SpareArrays spareArrays = new SpareArrays();
    private final PackReader reader = new PackReader();
    private @Nullable PayloadScan scan;
    private int scanDepth;

    /** Makes the scratch objects of one loop. */
    public Workbench() {}

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
