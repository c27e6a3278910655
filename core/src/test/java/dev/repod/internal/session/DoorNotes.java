package dev.repod.internal.session;

import dev.repod.CloseReason;
import java.net.InetSocketAddress;
import java.util.List;

/** Notes what a door tells of its links. */
record DoorNotes(List<String> told) implements LinkEvents {
    @Override
    public void onRefused(InetSocketAddress peer, CloseReason reason) {
        told.add("refused " + reason.limit());
    }

    @Override
    public void onBroken(InetSocketAddress peer, CloseReason reason) {
        told.add("broken " + reason.kind());
    }

    @Override
    public void onTooFast(InetSocketAddress peer, TooFast what) {
        told.add((what.isDryRun() ? "would " : "does ") + what.step() + " " + what.limit());
    }
}
