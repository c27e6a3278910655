package dev.repod.internal.session;

import dev.repod.internal.wire.PayloadScan;

/** What a session tells the API above it, on the link's loop. */
public interface SessionListener {
    /** The peer turned out to be an extended one, with these limits for what is sent to it. */
    void onExtended(PeerLimits limits);

    /**
     * A message came in. Array and scan are the caller's again when this returns; the scan has just read this payload.
     */
    void onMessage(byte[] array, int from, int to, PayloadScan scan);
}
