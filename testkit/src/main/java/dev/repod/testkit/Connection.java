package dev.repod.testkit;

import java.util.function.Consumer;

/** Two ends and the ways between them: where faults sit that neither end has a part in. */
final class Connection {
    private final Timeline timeline;
    private final MemoryLink client;
    private final MemoryLink server;
    private final Wire toServer;
    private final Wire toClient;
    private final Pipe fromClient;
    private final Pipe fromServer;

    private Connection(Machine machine, MemoryLink client, MemoryLink server) {
        this.timeline = machine.timeline();
        this.client = client;
        this.server = server;
        toServer = new Wire(machine, client, server);
        toClient = new Wire(machine, server, client);
        fromClient = new Pipe(machine, client, toServer, toClient);
        fromServer = new Pipe(machine, server, toClient, toServer);
    }

    static void join(Machine machine, MemoryLink client, MemoryLink server) {
        Connection connection = new Connection(machine, client, server);
        client.join(connection);
        server.join(connection);
    }

    MemoryLink otherEnd(MemoryLink end) {
        return end == client ? server : client;
    }

    Pipe pipeFrom(MemoryLink sender) {
        return sender == client ? fromClient : fromServer;
    }

    Pipe pipeTo(MemoryLink receiver) {
        return receiver == client ? fromServer : fromClient;
    }

    private Wire wireFrom(MemoryLink sender) {
        return sender == client ? toServer : toClient;
    }

    boolean isIdle() {
        return toServer.isIdle() && toClient.isIdle();
    }

    private void bothWays(Consumer<Wire> fault) {
        fault.accept(toServer);
        fault.accept(toClient);
    }

    /** Resets both ends at once. */
    void cut() {
        client.onCut();
        server.onCut();
        bothWays(Wire::drop);
    }

    void stall(long nanos) {
        bothWays(Wire::beginStall);
        timeline.afterBySystem(nanos, () -> bothWays(Wire::endStall));
    }

    /** Swallows what that end sends. */
    void swallowFrom(MemoryLink sender) {
        wireFrom(sender).swallow();
    }

    /** A cable of one of the ends was pulled or plugged in. */
    void plugged() {
        bothWays(Wire::plugged);
    }

    /** Ends both streams, without a word of either end's. */
    void end() {
        client.sever();
        server.sever();
    }
}
