package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.FlightRecord;
import dev.repod.internal.session.FlightEntry.Other;
import dev.repod.internal.wire.PayloadScan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The last {@value #FRAMES} frames of a connection: when, which way, what and how large, and the beginning of messages where that is
 * asked for. Written on the I/O thread, without an object and without a look at the clock for a frame; read from any thread.
 *
 * <p>A ring of entries of four words, see {@link FlightEntry}, which grows to its size only where there are as many frames. The
 * writer waits for nobody: it says that an entry begins before it touches it, and that it is done behind it. Who reads copies all,
 * and leaves out what was begun meanwhile.
 */
public final class FlightRecorder {
    /** How many frames are kept. */
    static final int FRAMES = 64;

    private static final int WORDS = FlightEntry.WORDS;
    private static final long NONE = -1;
    private static final int SMALLEST_FRAMES = 3;
    private static final long[] NOTHING = {};
    private static final byte[] NO_BYTES = {};

    private static final VarHandle RING;
    private static final VarHandle PAYLOADS;
    private static final VarHandle BEGUN;
    private static final VarHandle WRITTEN;

    static {
        try {
            MethodHandles.Lookup own = MethodHandles.lookup();
            RING = own.findVarHandle(FlightRecorder.class, "ring", long[].class);
            PAYLOADS = own.findVarHandle(FlightRecorder.class, "payloads", byte[].class);
            BEGUN = own.findVarHandle(FlightRecorder.class, "begun", long.class);
            WRITTEN = own.findVarHandle(FlightRecorder.class, "written", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** How much is kept of each message. */
    private final int payloadBytes;

    private long[] ring = NOTHING;
    private byte[] payloads = NO_BYTES;
    private long begun;
    private long written;

    /**
     * The last of the frames that wait for the flush, or none. Only then it is known when they went out, all at the same time: it
     * is the one that is given it.
     */
    private long unstamped = NONE;

    private long beganNanos;

    /** When what comes in now came in. */
    private long nowUnits;

    FlightRecorder(int payloadBytes) {
        this.payloadBytes = payloadBytes;
    }

    // ---- what the session tells

    /** The link stands: times are counted from here. */
    void begin(long nowNanos) {
        beganNanos = nowNanos;
    }

    /** What comes in next came in at that time. */
    void onBytes(long nowNanos) {
        nowUnits = FlightEntry.units(nowNanos - beganNanos);
    }

    /** What was queued since the last time goes out now. */
    void onFlush(long nowNanos) {
        if (unstamped != NONE) {
            int at = indexOf(unstamped);
            ring[at] = FlightEntry.stamped(ring[at], FlightEntry.units(nowNanos - beganNanos));
            unstamped = NONE;
        }
    }

    /** A message came in, which has just been scanned. */
    void message(byte[] array, int from, int to, PayloadScan scan) {
        int at = beginEntry();
        ring[at] = FlightEntry.head(nowUnits, to - from);
        FlightEntry.text(ring, at, FlightEntry.IN, array, scan.actionFrom(), scan.actionTo());
        endMessage(array, from, to);
    }

    /** An array came in. */
    void library(byte[] array, int from, int to) {
        library(nowUnits, FlightEntry.IN, array, from, to);
    }

    /** Something came in that is skipped, or that breaks the connection. */
    void other(Other what, int bytes) {
        add(FlightEntry.head(nowUnits, bytes), FlightEntry.other(FlightEntry.IN, what.ordinal()));
    }

    /** A frame goes out, header included. */
    void sent(byte[] array, int frameFrom, int to) {
        int from = frameFrom + MessageFrames.HEADER_BYTES;
        int text = FlightEntry.shortText(array, from, to);
        if (text == FlightEntry.NOWHERE && !MessageFrames.isMessage(array, frameFrom)) {
            library(FlightEntry.UNSTAMPED, FlightEntry.OUT, array, from, to);
            unstamped = written - 1;
            return;
        }
        int at = beginEntry();
        ring[at] = FlightEntry.head(FlightEntry.UNSTAMPED, to - from);
        if (text == FlightEntry.NOWHERE) {
            FlightEntry.action(ring, at, array, from, to);
        } else {
            FlightEntry.shortAction(ring, at, array, text);
        }
        unstamped = written;
        endMessage(array, from, to);
    }

    /** The link has ended; what comes behind that is of another one. */
    void linkEnded(CloseReason.Kind why, long nowNanos) {
        onFlush(nowNanos);
        long units = FlightEntry.units(nowNanos - beganNanos);
        add(FlightEntry.head(units, 0), FlightEntry.end(why.ordinal()));
    }

    private void library(long units, int direction, byte[] array, int from, int to) {
        int code = FlightEntry.code(array, from, to);
        long head = FlightEntry.head(units, to - from);
        long what = FlightEntry.library(direction, code);
        if (code < LibraryFrame.PING || code > LibraryFrame.ACK || !replaceInUpkeep(head, what)) {
            add(head, what);
        }
    }

    /**
     * Of the signs of life that follow one another only the newest of each kind is kept: a connection that has nothing to say
     * would forget over them what it said last, and fill its ring. Who reads at the same time may find the time of another one.
     */
    private boolean replaceInUpkeep(long head, long what) {
        long first = Math.max(0, written - FRAMES);
        for (long entry = written - 1; entry >= first && FlightEntry.isUpkeep(ring[indexOf(entry) + 3]); entry--) {
            if (ring[indexOf(entry) + 3] == what) {
                leaveTime(entry);
                moveToEnd(entry);
                int last = indexOf(written - 1);
                ring[last] = head;
                ring[last + 3] = what;
                unstamped -= unstamped > entry ? 1 : 0;
                return true;
            }
        }
        return false;
    }

    /** What went out together with it has its time from it, and keeps that. */
    private void leaveTime(long entry) {
        long head = ring[indexOf(entry)];
        if (FlightEntry.isIn(ring[indexOf(entry) + 3])) {
            return;
        }
        long before = entry - 1;
        while (before >= Math.max(0, written - FRAMES) && FlightEntry.isIn(ring[indexOf(before) + 3])) {
            before--;
        }
        if (before >= Math.max(0, written - FRAMES)) {
            int at = indexOf(before);
            ring[at] = FlightEntry.stamped(ring[at], FlightEntry.timeOf(head));
        }
    }

    private void moveToEnd(long entry) {
        for (long each = entry; each < written - 1; each++) {
            System.arraycopy(ring, indexOf(each + 1), ring, indexOf(each), WORDS);
        }
    }

    // ---- the ring

    private void add(long head, long what) {
        int at = beginEntry();
        ring[at] = head;
        ring[at + 3] = what;
        endEntry();
    }

    static int indexOf(long entry) {
        return ((int) entry & (FRAMES - 1)) * WORDS;
    }

    private int beginEntry() {
        long entry = written;
        int at = indexOf(entry);
        if (at >= ring.length) {
            grow(2 * ring.length / WORDS + 1);
        }
        BEGUN.setOpaque(this, entry + 1);
        VarHandle.storeStoreFence();
        return at;
    }

    private void endEntry() {
        WRITTEN.setRelease(this, begun);
    }

    private void endMessage(byte[] array, int from, int to) {
        if (payloadBytes > 0) {
            int at = ((int) written & (FRAMES - 1)) * payloadBytes;
            System.arraycopy(array, from, payloads, at, Math.min(payloadBytes, to - from));
        }
        endEntry();
    }

    private void grow(int frames) {
        int size = Math.min(FRAMES, Math.max(SMALLEST_FRAMES, frames));
        PAYLOADS.setRelease(this, Arrays.copyOf(payloads, size * payloadBytes));
        RING.setRelease(this, Arrays.copyOf(ring, size * WORDS));
    }

    // ---- from one link to the next

    /**
     * Puts what was recorded on the links before this one in front. Who reads at the same time finds what both have, or a part of
     * it: there is an entry in each place of the ring that has been written, before it is said to have been.
     */
    void goOn(FlightRecorder earlier) {
        FlightRecorder joined = new FlightRecorder(payloadBytes);
        long shift = FlightEntry.units(beganNanos - earlier.beganNanos);
        joined.take(earlier, 0);
        joined.take(this, shift);
        unstamped += unstamped == NONE ? 0 : joined.written - written;
        beganNanos = earlier.beganNanos;
        nowUnits += shift;
        PAYLOADS.setRelease(this, joined.payloads);
        RING.setRelease(this, joined.ring);
        BEGUN.setOpaque(this, joined.written);
        WRITTEN.setRelease(this, joined.written);
    }

    private void take(FlightRecorder other, long shiftUnits) {
        for (long entry = Math.max(0, other.written - FRAMES); entry < other.written; entry++) {
            int from = indexOf(entry);
            int at = beginEntry();
            System.arraycopy(other.ring, from, ring, at, WORDS);
            ring[at] = FlightEntry.later(ring[at], shiftUnits);
            System.arraycopy(
                    other.payloads, from / WORDS * payloadBytes, payloads, at / WORDS * payloadBytes, payloadBytes);
            endEntry();
        }
    }

    // ---- from any thread

    /** What there is now. */
    public FlightRecord record() {
        long end = (long) WRITTEN.getAcquire(this);
        long[] words = ((long[]) RING.getAcquire(this)).clone();
        byte[] bytes = ((byte[]) PAYLOADS.getAcquire(this)).clone();
        VarHandle.loadLoadFence();
        long first = Math.max(0, Math.max(end, (long) BEGUN.getOpaque(this)) - FRAMES);
        return new FlightReader(words, bytes, payloadBytes).read(first, Math.max(first, end));
    }
}
