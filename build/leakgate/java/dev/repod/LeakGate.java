package dev.repod;

import io.netty.buffer.AbstractByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails a test JVM that ends with a buffer of Netty's unreleased: one that was lost, which Netty's leak detector reports once
 * the garbage collector has found it, or one that somebody still holds. Registered for JUnit under META-INF/services.
 *
 * <p>At the level {@code paranoid} each buffer is tracked from its allocation to its release. The allocator's own figures say
 * nothing here: it keeps its chunks.
 */
public final class LeakGate implements LauncherSessionListener {
    /** How often the collector is asked: a reference may take more than one round to be queued. */
    private static final int COLLECTIONS = 5;

    private final List<String> leaks = new CopyOnWriteArrayList<>();

    /** Made by JUnit. */
    public LeakGate() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + " leaked" + records));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            return;
        }
        collect();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " buffers were lost without release: " + leaks);
        }
        Collection<?> held = unreleased();
        if (!held.isEmpty()) {
            throw new AssertionError(held.size() + " buffers are still in use at the end: " + held);
        }
    }

    /** Leaks are reported when a buffer is allocated, for those that the collector has found by then. */
    private static void collect() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            System.runFinalization();
            ByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
    }

    /** What the detector has not seen released; Netty keeps it to itself. */
    private static Collection<?> unreleased() {
        try {
            Field detector = AbstractByteBuf.class.getDeclaredField("leakDetector");
            detector.setAccessible(true);
            Field tracked = ResourceLeakDetector.class.getDeclaredField("allLeaks");
            tracked.setAccessible(true);
            return (Collection<?>) tracked.get(detector.get(null));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Netty keeps its leak records elsewhere now", e);
        }
    }
}
