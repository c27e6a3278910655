package dev.repod;

import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import dev.repod.internal.session.ServerSession;
import dev.repod.internal.session.SessionConfig;
import dev.repod.internal.session.Workbench;
import dev.repod.internal.transport.Acceptor;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a server while it runs: its loops, its socket and its links. Links and their number are confined to the
 * I/O thread; what the game is told, to the thread of the callbacks.
 *
 * @param <C> the game's channel class
 */
final class RunningServer<C extends Channel<?>> implements Acceptor {
    private final ServerRuntime<C> runtime;
    private final ServerOptions options;
    private final Network network;
    private final IoLoop io;
    private final CallbackThread callbacks;
    private final Workbench workbench = new Workbench();
    private final SessionConfig sessionConfig;
    private final ServerLog log;
    private final Set<ServerLink<C>> links = new LinkedHashSet<>();
    private final AtomicBoolean stopBegun = new AtomicBoolean();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private Network.@Nullable Listener listener;
    private @Nullable InetSocketAddress address;
    private @Nullable Ticker ticker;
    private int lastId;
    private boolean stopping;
    private IoLoop.@Nullable Timer stopTimer;

    RunningServer(ServerRuntime<C> runtime) {
        this.runtime = runtime;
        this.options = runtime.options();
        this.network = runtime.network();
        this.io = network.openLoop("repod-server-" + options.port());
        IoLoop game = options.ioThread() ? network.openLoop("repod-game-" + options.port()) : io;
        this.callbacks = new CallbackThread(game, network.random(), options);
        this.sessionConfig = new SessionConfig(
                options.limits(),
                options.frameTimeout().toNanos(),
                options.closeTimeout().toNanos(),
                options.plainPeerGrace().toNanos(),
                0);
        this.log = new ServerLog(runtime.registry(), io.nanoTime());
    }

    // ---- from start to stop, from any thread

    void bind() throws IOException {
        Network.Listener bound = network.listen(io, options.host(), options.port(), this);
        listener = bound;
        address = bound.address();
    }

    /** Nothing could be bound: ends the threads again. */
    void abandon() {
        shutdownLoops();
    }

    void begin() {
        log.started(address());
        runtime.loop().begin(callbacks);
        if (Ticker.isWanted(runtime.server().getClass())) {
            ticker = new Ticker(callbacks, options.tick().toNanos(), runtime.server()::onTick);
        }
        Objects.requireNonNull(listener).accept();
    }

    InetSocketAddress address() {
        return Objects.requireNonNull(address);
    }

    boolean isOnItsThreads() {
        return io.inLoop() || callbacks.loop().inLoop();
    }

    /** Begins to stop, once; returns at once. */
    void beginStop() {
        if (stopBegun.compareAndSet(false, true)) {
            callbacks.loop().execute(this::stopCallbacks);
        }
    }

    void awaitStopped() throws InterruptedException {
        network.await(drained);
        network.await(callbacks.loop().ended());
        network.await(io.ended());
    }

    private void stopCallbacks() {
        Objects.requireNonNull(listener).close();
        if (ticker != null) {
            ticker.cancel();
        }
        callbacks.run("onStopping", runtime.server()::onStopping);
        io.execute(this::stopLinks);
    }

    private void stopLinks() {
        stopping = true;
        stopTimer = io.schedule(options.stopTimeout().toNanos(), this::abortLinks);
        for (ServerLink<C> link : List.copyOf(links)) {
            link.close(CloseReason.of(CloseReason.Kind.STOPPED, ""));
        }
        finishStopWhenDrained();
    }

    private void abortLinks() {
        for (ServerLink<C> link : List.copyOf(links)) {
            link.session().abort();
        }
    }

    private void finishStopWhenDrained() {
        if (!stopping || !links.isEmpty() || drained.isDone()) {
            return;
        }
        if (stopTimer != null) {
            stopTimer.cancel();
        }
        callbacks.loop().execute(() -> {
            runtime.loop().end();
            log.stopped();
            shutdownLoops();
            drained.complete(null);
        });
    }

    private void shutdownLoops() {
        callbacks.loop().shutdown();
        io.shutdown();
    }

    // ---- links, on the I/O thread

    @Override
    public LinkListener onAccepted(Link link, long nowNanos) {
        ServerLink<C> accepted = new ServerLink<>(this, ++lastId, link);
        links.add(accepted);
        accepted.session().greet(nowNanos);
        if (stopping) {
            accepted.close(CloseReason.of(CloseReason.Kind.STOPPED, ""));
        } else if (hasIoThread()) {
            callbacks.loop().execute(accepted::open);
        } else {
            accepted.open();
        }
        return accepted.session();
    }

    void onGone(ServerLink<C> link) {
        links.remove(link);
        finishStopWhenDrained();
    }

    ServerSession newSession(Link link, ServerLink<C> owner) {
        return new ServerSession(link, sessionConfig, workbench, owner);
    }

    // ---- what a link asks for

    ServerOptions options() {
        return options;
    }

    Server<C> server() {
        return runtime.server();
    }

    IoLoop io() {
        return io;
    }

    boolean hasIoThread() {
        return callbacks.loop() != io;
    }

    CallbackThread callbacks() {
        return callbacks;
    }

    /** Runs it on the I/O thread: at once if this is it. A server that has stopped has nothing left to run it on. */
    void onIo(Runnable task) {
        if (io.inLoop()) {
            task.run();
            return;
        }
        try {
            io.execute(task);
        } catch (RejectedExecutionException stopped) {
            Log.SERVER.debug("a task came after the server had stopped", stopped);
        }
    }

    // ---- what the game is told, on the thread of the callbacks

    /** Makes the game's channel for a link; what the supplier throws comes out. */
    ChannelCalls<C> newChannelCalls(ServerLink<C> link) {
        C channel = Objects.requireNonNull(
                runtime.supplier().get(), "the supplier of channels gave null: it has to make a new one");
        ChannelCalls<C> calls = new ChannelCalls<>(link, channel, callbacks);
        channel.bind(link);
        return calls;
    }

    void onOpened(ChannelCalls<C> calls) {
        C channel = calls.channel();
        runtime.registry().add(channel);
        log.connected(channel);
        calls.run("onConnect", channel::onConnect);
        calls.run("onConnect", () -> runtime.server().onConnect(channel));
    }

    void onClosed(ChannelCalls<C> calls, CloseReason reason) {
        C channel = calls.channel();
        runtime.registry().remove(channel);
        log.disconnected(channel, reason, io.nanoTime());
        calls.run("onClose", () -> channel.onClose(reason));
        calls.run("onDisconnect", () -> runtime.server().onDisconnect(channel));
    }
}
