package dev.repod.testkit;

import dev.repod.internal.transport.Acceptor;
import dev.repod.internal.transport.Network;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** A bound port. Clients that come before it accepts, wait. */
final class MemoryListener implements Network.Listener {
    private final VirtualLoop loop;
    private final InetSocketAddress address;
    private final Acceptor acceptor;
    private final Consumer<MemoryListener> onClose;
    private final Deque<MemoryLink> backlog = new ArrayDeque<>();
    private boolean accepting;
    private boolean closed;

    MemoryListener(VirtualLoop loop, InetSocketAddress address, Acceptor acceptor, Consumer<MemoryListener> onClose) {
        this.loop = loop;
        this.address = address;
        this.acceptor = acceptor;
        this.onClose = onClose;
    }

    VirtualLoop loop() {
        return loop;
    }

    LabProcess process() {
        return loop.process();
    }

    /** The server's end of a new connection is there. */
    void arrived(MemoryLink link) {
        backlog.add(link);
        if (accepting) {
            loop.execute(this::acceptNext);
        }
    }

    private void acceptNext() {
        MemoryLink link = backlog.poll();
        if (link != null) {
            link.open((up, nowNanos) ->
                    acceptor.onAccepted(up, acceptor.onArrived(up.peerAddress(), nowNanos), nowNanos));
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void accept() {
        accepting = true;
        backlog.forEach(link -> loop.execute(this::acceptNext));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.accept(this);
            backlog.forEach(MemoryLink::reset);
            backlog.clear();
        }
    }
}
