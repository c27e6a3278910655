package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server that lets everything happen; a test overrides what it wants to see. */
public class StubHost implements ServerSessionHost, ServerSessionListener {
    @Override
    public ServerSessionListener onConnection(ServerConnection connection, @Nullable Object saved) {
        return this;
    }

    @Override
    public boolean load(SessionKey key, BooleanSupplier isWanted, Consumer<@Nullable Object> answer) {
        return false;
    }

    @Override
    public byte[] recovered(Object saved, String newId) {
        throw new AssertionError("nothing is ever saved here");
    }

    @Override
    public @Nullable Vetter vetter() {
        return null;
    }

    @Override
    public void onGone(ServerSession session) {}

    @Override
    public void onExtended(PeerLimits limits) {}

    @Override
    public void onOpened() {}

    @Override
    public void onMessage(byte[] array, int from, int to, PayloadScan scan) {}

    @Override
    public void onDetached() {}

    @Override
    public void onResumed(InetSocketAddress address, boolean isExtended) {}

    @Override
    public void onRecovering(Recovery recovery, String newId) {}

    @Override
    public void onWritable() {}

    @Override
    public void onReadEnd() {}

    @Override
    public void onIdsChanged() {}

    @Override
    public void onEnded(CloseReason reason) {}
}
