package dev.repod.internal.session;

import dev.repod.internal.wire.FrameCutter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of the frames that lie one behind the other in somebody's array, those that a newer one may supersede: where the newest of
 * each key lies, and how much of the array is dead because it has been superseded. A dead frame stays where it is, marked in its
 * header, until the array's owner has what lives moved together.
 *
 * <p>A newer frame is always put behind all others. So the map's order is that of the places, and one walk over the frames keeps
 * step with it.
 */
final class LatestFrames {
    /** In the first byte of a header, which is 0 while a frame lives: frames are shorter than 16 MiB. */
    private static final byte DEAD = 1;

    private static final int HEADER_BYTES = 4;
    private static final int LENGTH_MASK = 0xffffff;

    /** Where a frame lies now. */
    private static final class Place {
        private int at;
    }

    /** Takes frames one by one. */
    interface Sink {
        /** A frame that lives, with its key where a newer one may supersede it. */
        void frame(@Nullable LatestKey key, int from, int to);
    }

    private final LinkedHashMap<LatestKey, Place> places = new LinkedHashMap<>();
    private int deadBytes;

    static boolean isDead(byte[] bytes, int at) {
        return bytes[at] == DEAD;
    }

    /** The size of the frame that begins there, header included, whether it lives or not. */
    static int frameBytes(byte[] bytes, int at) {
        return HEADER_BYTES + (FrameCutter.frameBytes(bytes, at) - HEADER_BYTES & LENGTH_MASK);
    }

    /** What the dead frames take. */
    int deadBytes() {
        return deadBytes;
    }

    /** Lets go of the frame that has this key, if there is one; answers its size, or 0. */
    int supersede(byte[] bytes, LatestKey key) {
        Place place = places.remove(key);
        if (place == null) {
            return 0;
        }
        int size = frameBytes(bytes, place.at);
        bytes[place.at] = DEAD;
        deadBytes += size;
        return size;
    }

    /** The newest frame of this key lies there, behind all others. The one before it has been superseded. */
    void put(LatestKey key, int at) {
        Place place = new Place();
        place.at = at;
        places.put(key, place);
    }

    /** What lies before that place is on its way: nothing supersedes it any more. */
    void forgetBefore(int to) {
        Iterator<Place> oldest = places.values().iterator();
        while (oldest.hasNext() && oldest.next().at < to) {
            oldest.remove();
        }
    }

    /** Nothing that is there now is superseded any more. */
    void forget() {
        places.clear();
    }

    /** The array is empty. */
    void clear() {
        places.clear();
        deadBytes = 0;
    }

    /** All frames have been moved to the front by so many bytes. */
    void shift(int bytes) {
        if (bytes > 0) {
            places.values().forEach(place -> place.at -= bytes);
        }
    }

    /** How many bytes are dead in a range. */
    static int deadBytes(byte[] bytes, int from, int to) {
        int dead = 0;
        for (int at = from; at < to; at += frameBytes(bytes, at)) {
            dead += isDead(bytes, at) ? frameBytes(bytes, at) : 0;
        }
        return dead;
    }

    /**
     * Moves what lives of a range to the front, and what of it is a message where only messages are wanted. Answers where that
     * ends. No dead frame lies outside of the range.
     */
    int moveLiving(byte[] bytes, int from, int to, int front, boolean onlyMessages) {
        Iterator<Place> inOrder = places.values().iterator();
        @Nullable Place next = inOrder.hasNext() ? inOrder.next() : null;
        int end = front;
        int size;
        for (int at = from; at < to; at += size) {
            size = frameBytes(bytes, at);
            if (isDead(bytes, at) || (onlyMessages && !MessageFrames.isMessage(bytes, at))) {
                continue;
            }
            if (next != null && next.at == at) {
                next.at = end;
                next = inOrder.hasNext() ? inOrder.next() : null;
            }
            System.arraycopy(bytes, at, bytes, end, size);
            end += size;
        }
        deadBytes = 0;
        return end;
    }

    /** Gives away what lives of a range, in order. */
    void forEachLiving(byte[] bytes, int from, int to, Sink sink) {
        Iterator<Map.Entry<LatestKey, Place>> inOrder = places.entrySet().iterator();
        Map.@Nullable Entry<LatestKey, Place> next = inOrder.hasNext() ? inOrder.next() : null;
        int end;
        for (int at = from; at < to; at = end) {
            end = at + frameBytes(bytes, at);
            if (isDead(bytes, at)) {
                continue;
            }
            @Nullable LatestKey key = null;
            if (next != null && next.getValue().at == at) {
                key = next.getKey();
                next = inOrder.hasNext() ? inOrder.next() : null;
            }
            sink.frame(key, at, end);
        }
    }
}
