package dev.repod.internal.session;

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

    Origin(long subnet) {
        this.subnet = subnet;
    }

    boolean isGone() {
        return links == 0 && connections == 0;
    }
}
