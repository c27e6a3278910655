package dev.repod.internal.limit;

/** One connection's part in what a {@link Door} counts: of the address that its client came from last. Confined to the I/O thread. */
public final class Seat {
    private final Door door;
    private Origin origin;
    private boolean free;

    Seat(Door door, Origin origin) {
        this.door = door;
        this.origin = origin;
        door.seated(origin);
    }

    boolean isOf(Origin which) {
        return origin == which;
    }

    /** Its client has come back from there. */
    public void moveTo(Origin next) {
        if (!free && next != origin) {
            door.seated(next);
            door.unseated(origin);
            origin = next;
        }
    }

    /** The connection has ended. */
    public void free() {
        if (!free) {
            free = true;
            door.unseated(origin);
        }
    }
}
