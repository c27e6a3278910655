package dev.repod.internal.session;

/** One connection's part in what a {@link Door} counts: of the address that its client came from last. Confined to the I/O thread. */
final class Seat {
    private final Door door;
    private Origin origin;
    private boolean free;

    Seat(Door door, Origin origin) {
        this.door = door;
        this.origin = origin;
        door.seated(origin);
    }

    /** Its client has come back from there. */
    void moveTo(Origin next) {
        if (!free && next != origin) {
            door.seated(next);
            door.unseated(origin);
            origin = next;
        }
    }

    /** The connection has ended. */
    void free() {
        if (!free) {
            free = true;
            door.unseated(origin);
        }
    }
}
