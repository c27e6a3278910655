package dev.repod;

import dev.repod.internal.limit.Door;
import dev.repod.internal.limit.Pulse;
import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import dev.repod.internal.session.ServerConnection;
import dev.repod.internal.session.ServerSession;
import dev.repod.internal.session.ServerSessionHost;
import dev.repod.internal.session.ServerSessionListener;
import dev.repod.internal.session.SessionConfig;
import dev.repod.internal.session.SessionKey;
import dev.repod.internal.session.SessionTable;
import dev.repod.internal.session.Vetter;
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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a server while it runs: its loops, its socket and its links. Links and their number are confined to the
 * I/O thread; what the game is told, to the thread of the callbacks.
 *
 * @param <C> the game's channel class
 */
final class RunningServer<C extends Channel<?>> implements Acceptor, ServerSessionHost {
    private final ServerRuntime<C> runtime;
    private final ServerOptions options;
    private final Network network;
    private final IoLoop io;
    private final Encoder encoder = new Encoder();
    private final CallbackThread callbacks;
    private final CallbackOrder callbackOrder;
    private final Workbench workbench;
    private final SessionConfig sessionConfig;
    private final Door door;
    private final ServerLog log;
    private final @Nullable Admissions admissions;
    private final @Nullable SessionTable table;
    private final @Nullable StoreThread store;
    private final Set<ServerSession> links = new LinkedHashSet<>();
    private final Set<ChannelBridge<C>> bridges = new LinkedHashSet<>();

    private final AtomicBoolean stopBegun = new AtomicBoolean();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private Network.@Nullable Listener listener;
    private @Nullable InetSocketAddress address;
    private @Nullable Ticker ticker;
    private @Nullable StallWatch stallWatch;
    private @Nullable Repeating saving;
    private @Nullable Repeating pulse;
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
        this.callbackOrder = new CallbackOrder(io, game);
        this.sessionConfig = SessionConfigs.of(options);
        this.workbench = new Workbench(options.limits());
        this.door = new Door(options.limits(), new LinkLog(io::nanoTime));
        this.log = new ServerLog(runtime.registry(), io::nanoTime);
        this.admissions = Admissions.of(this, options);
        @Nullable Sessions sessions = options.sessions();
        this.table = sessions == null
                ? null
                : new SessionTable(sessions.window().toNanos(), sessions.failedResumes(), network::fillSecret);
        this.store = sessions == null ? null : openStore(sessions);
        if (table != null && store != null) {
            table.restoreFrom(this);
        }
    }

    private @Nullable StoreThread openStore(Sessions sessions) {
        @Nullable SessionStore given = sessions.store();
        return given == null
                ? null
                : new StoreThread(given, network.openLoop("repod-store-" + options.port()), sessions.window());
    }

    // ---- from start to stop, from any thread

    void bind() throws IOException {
        Network.Listener bound = TlsPort.listen(network, io, options, this);
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
        io.execute(this::beginPulse);
        callbacks.loop().execute(this::beginWatching);
        Objects.requireNonNull(listener).accept();
    }

    /** While nothing comes in, somebody has to say that it would be read. */
    private void beginPulse() {
        Pulse beaten = workbench.pulse();
        pulse = new Repeating(io, beaten.periodNanos(), (sinceLastNanos, skipped) -> beaten.beat(io.nanoTime()));
    }

    private void beginWatching() {
        stallWatch = new StallWatch(callbacks.loop(), StallWatch.stallNanos(options.keepalive()));
        @Nullable Sessions sessions = options.sessions();
        if (store != null && sessions != null) {
            saving = new Repeating(
                    callbacks.loop(), sessions.saveEvery().toNanos(), (sinceLastNanos, skipped) -> saveAll());
        }
    }

    private void saveAll() {
        runtime.registry().list().forEach(channel -> bridgeOf(channel).checkpoint());
    }

    private void saveAllForTheLastTime() {
        runtime.registry().list().forEach(channel -> bridgeOf(channel).saveLast());
    }

    private static ChannelBridge<?> bridgeOf(Channel<?> channel) {
        return Objects.requireNonNull(channel.bridge());
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
        if (store != null) {
            network.await(store.ended());
        }
    }

    private void stopCallbacks() {
        Objects.requireNonNull(listener).close();
        if (ticker != null) {
            ticker.cancel();
        }
        if (stallWatch != null) {
            stallWatch.cancel();
        }
        if (saving != null) {
            saving.cancel();
        }
        callbacks.run("onStopping", runtime.server()::onStopping);
        saveAllForTheLastTime();
        io.execute(this::stopLinks);
    }

    private void stopLinks() {
        stopping = true;
        if (pulse != null) {
            pulse.cancel();
        }
        if (store != null) {
            store.loadNoMore();
        }
        stopTimer = io.schedule(options.stopTimeout().toNanos(), this::abortLinks);
        CloseReason reason = CloseReason.of(CloseReason.Kind.STOPPED, "");
        List.copyOf(bridges).forEach(bridge -> bridge.close(reason));
        // Those that nobody was told of yet.
        List.copyOf(links).forEach(link -> link.close(reason, io.nanoTime()));
        finishStopWhenDrained();
    }

    private void abortLinks() {
        List.copyOf(links).forEach(ServerSession::abort);
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
        if (store != null) {
            store.shutdown();
        }
    }

    // ---- links, on the I/O thread

    @Override
    public Door.Visit onArrived(InetSocketAddress peer, long nowNanos) {
        return door.arrive(peer, nowNanos);
    }

    @Override
    public @Nullable LinkListener onAccepted(Link link, Door.Visit visit, long nowNanos) {
        if (visit.isTurnedAway()) {
            visit.left();
            return null;
        }
        ServerSession session = new ServerSession(link, sessionConfig, workbench, visit, this, table);
        links.add(session);
        session.greet(nowNanos);
        if (stopping) {
            session.close(CloseReason.of(CloseReason.Kind.STOPPED, ""), nowNanos);
        }
        return session;
    }

    @Override
    public LinkListener onRefused(Link link, Door.Visit visit, CloseReason reason, long nowNanos) {
        ServerSession session = new ServerSession(link, sessionConfig, workbench, visit, this, table);
        links.add(session);
        session.close(reason, nowNanos);
        return session;
    }

    @Override
    public ServerSessionListener onConnection(ServerConnection connection, @Nullable Object saved) {
        ChannelBridge<C> bridge = new ChannelBridge<>(this, ++lastId, connection, (Message) saved);
        bridges.add(bridge);
        return bridge;
    }

    @Override
    public boolean load(SessionKey key, BooleanSupplier isWanted, Consumer<@Nullable Object> answer) {
        if (store == null) {
            return false;
        }
        store.load(key.toString(), isWanted, found -> onIo(() -> answer.accept(found)));
        return true;
    }

    @Override
    public byte[] recovered(Object saved, String newId) {
        return PlainRecovery.recovered((Message) saved, newId);
    }

    @Override
    public @Nullable Vetter vetter() {
        return admissions;
    }

    void onEnded(ChannelBridge<C> bridge) {
        bridges.remove(bridge);
    }

    @Override
    public void onGone(ServerSession link) {
        links.remove(link);
        finishStopWhenDrained();
    }

    // ---- what a bridge asks for

    ServerOptions options() {
        return options;
    }

    Server<C> server() {
        return runtime.server();
    }

    IoLoop io() {
        return io;
    }

    /** For what is sent on that loop. */
    Encoder encoder() {
        return encoder;
    }

    CallbackThread callbacks() {
        return callbacks;
    }

    ServerLog log() {
        return log;
    }

    /** The bytes of broadcasts that are on their way from other threads. */
    long broadcastBytes() {
        return runtime.broadcast().handedOverBytes();
    }

    /** Null where nothing is ever saved. */
    @Nullable SavedState newSavedState() {
        return store == null ? null : new SavedState(store, callbacks.loop());
    }

    /** A session waits for its client from now on, and not for ever. */
    IoLoop.Timer startWindow(Runnable whenOver) {
        return io.schedule(Objects.requireNonNull(options.sessions()).window().toNanos(), whenOver);
    }

    CallbackOrder callbackOrder() {
        return callbackOrder;
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

    /** Makes the game's channel for a connection; what the supplier throws comes out. */
    ChannelCalls<C> newChannelCalls(ChannelBridge<C> bridge) {
        C channel = Objects.requireNonNull(
                runtime.supplier().get(), "the supplier of channels gave null: it has to make a new one");
        ChannelCalls<C> calls = new ChannelCalls<>(bridge, channel, callbacks);
        channel.bind(bridge);
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
        log.disconnected(channel, reason);
        calls.run("onClose", () -> channel.onClose(reason));
        calls.run("onDisconnect", () -> runtime.server().onDisconnect(channel));
    }
}
