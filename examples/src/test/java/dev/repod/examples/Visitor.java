package dev.repod.examples;

import static org.awaitility.Awaitility.await;

import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A client without handlers that keeps all that it is told. */
public final class Visitor extends ConnectionListener {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Message> heard = new ArrayList<>();
    private boolean isOver;

    public static Visitor at(InetSocketAddress address) {
        Visitor visitor = new Visitor();
        visitor.connect(address.getHostString(), address.getPort());
        await().atMost(PATIENCE).until(() -> {
            visitor.pump();
            return visitor.isConnected();
        });
        return visitor;
    }

    /** Waits for the next message of that kind, and forgets it and what came before it. */
    public Message next(Predicate<Message> wanted) {
        await("a message of " + heard).atMost(PATIENCE).until(() -> {
            pump();
            return heard.stream().anyMatch(wanted);
        });
        while (!wanted.test(heard.get(0))) {
            heard.remove(0);
        }
        return heard.remove(0);
    }

    public Message next(String action) {
        return next(message -> message.action().equals(action));
    }

    @Override
    protected void onUnhandled(Message message) {
        heard.add(message);
    }

    @Override
    protected void onError(ConnectionError error) {
        throw new AssertionError(error);
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        isOver = true;
    }

    public void leave() {
        close();
        await().atMost(PATIENCE).until(() -> {
            pump();
            return isOver;
        });
    }
}
