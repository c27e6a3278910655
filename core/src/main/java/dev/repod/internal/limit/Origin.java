package dev.repod.internal.limit;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a door knows of one address, or of one IPv6 /64, for as long as there is anything of it. */
final class Origin {
    /** Under which it is found. */
    final long subnet;

    /** Its links, whatever state they are in. */
    int links;

    /** Those of them that carry no connection, and were not refused. */
    int strangers;

    /** Its connections, those that wait for their client included. */
    int connections;

    /** Those of its links of which it is not known yet who is there, the oldest first; null while there are none. */
    private @Nullable Set<Door.Visit> shaking;

    Origin(long subnet) {
        this.subnet = subnet;
    }

    void shaking(Door.Visit visit) {
        Set<Door.Visit> all = shaking;
        if (all == null) {
            all = new LinkedHashSet<>();
            shaking = all;
        }
        all.add(visit);
    }

    void shookHands(Door.Visit visit) {
        if (shaking != null && shaking.remove(visit) && shaking.isEmpty()) {
            shaking = null;
        }
    }

    int shaking() {
        return shaking == null ? 0 : shaking.size();
    }

    /** The one that has taken the longest; null where there is none. */
    Door.@Nullable Visit longestShaking() {
        return shaking == null ? null : shaking.iterator().next();
    }

    boolean isGone() {
        return links == 0 && connections == 0;
    }
}
