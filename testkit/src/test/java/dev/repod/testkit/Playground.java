package dev.repod.testkit;

import dev.repod.ClientOptions;
import dev.repod.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A lab with one started arena, and clients that come to it. */
final class Playground {
    /** Longer than anything takes that ought to happen at once, shorter than any deadline of the library. */
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    final NetworkLab lab;
    final Arena arena;
    private final List<RecordingListener> clients = new ArrayList<>();

    Playground() {
        this(Arena::new);
    }

    Playground(Supplier<? extends Arena> arenas) {
        this(1, arenas);
    }

    Playground(long seed, Supplier<? extends Arena> arenas) {
        lab = NetworkLab.seeded(seed);
        arena = lab.open(arenas::get);
        arena.start();
    }

    int port() {
        return arena.address().getPort();
    }

    RecordingListener join() {
        return join(() -> new RecordingListener(ClientOptions.standard()));
    }

    /** A client that has been told of its connection. */
    <L extends RecordingListener> L join(Supplier<L> listeners) {
        L client = begin(listeners);
        settle();
        client.expect(Event.Connected.class);
        return client;
    }

    /** A client that has only begun to connect. */
    <L extends RecordingListener> L begin(Supplier<L> listeners) {
        L client = lab.open(listeners);
        clients.add(client);
        client.connect("localhost", port());
        return client;
    }

    /** A peer that this library has no part in, connected. */
    PlainPeer joinPlain() {
        PlainPeer peer = new PlainPeer(lab).connect(port());
        settle();
        return peer;
    }

    /** One that has been silent for long enough to be known as plain. */
    PlainPeer joinKnownPlain() {
        PlainPeer peer = joinPlain();
        lab.advance(Duration.ofSeconds(1));
        return peer;
    }

    /** Lets what is under way arrive, and pumps every client. */
    void settle() {
        advance(A_MOMENT);
    }

    void advance(Duration time) {
        lab.advance(time);
        pump();
    }

    void pump() {
        clients.forEach(RecordingListener::pump);
    }
}
