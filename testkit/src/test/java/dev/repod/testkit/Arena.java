package dev.repod.testkit;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server that writes down what it and its channels are told, and then does what the test wants done there. */
class Arena extends Server<Arena.Player> {
    static final ServerOptions ANY_PORT = ServerOptions.builder().port(0).build();

    final List<String> told = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();

    Consumer<Player> whenChannelConnects = player -> {};
    Consumer<Player> whenServerConnects = player -> {};
    Consumer<Player> whenDetached = player -> {};
    Consumer<Player> whenResumed = player -> {};
    Function<Player, @Nullable Message> whenAskedForState = player -> null;
    BiConsumer<Player, Message> whenRestored = (player, state) -> {};
    Consumer<Player> whenWritable = player -> {};
    Consumer<Player> whenChannelCloses = player -> {};
    Consumer<Player> whenServerDisconnects = player -> {};
    BiConsumer<Player, Message> whenActs = (player, message) -> {};
    BiConsumer<Player, Message> whenUnhandled = (player, message) -> {};
    Consumer<Player> whenError = player -> {};
    Runnable whenStopping = () -> {};

    Arena() {
        this(ANY_PORT);
    }

    Arena(ServerOptions options) {
        this(Player::new, options);
    }

    Arena(Supplier<? extends Player> players, ServerOptions options) {
        super(players, options);
    }

    Player player(int id) {
        Player player = channel(id);
        if (player == null) {
            throw new AssertionError("no channel " + id + " in " + channels());
        }
        return player;
    }

    @Override
    protected void onConnect(Player player) {
        told.add("Server.onConnect " + player.id());
        whenServerConnects.accept(player);
    }

    @Override
    protected void onDisconnect(Player player) {
        told.add("Server.onDisconnect " + player.id());
        whenServerDisconnects.accept(player);
    }

    @Override
    protected void onStopping() {
        told.add("Server.onStopping");
        whenStopping.run();
    }

    /** The channel of an arena. */
    static class Player extends Channel<Arena> {
        int score;

        @On
        void act(Message message) {
            server().told.add("act " + id());
            server().whenActs.accept(this, message);
        }

        @Override
        protected void onConnect() {
            server().told.add("Channel.onConnect " + id());
            server().whenChannelConnects.accept(this);
        }

        @Override
        protected void onDetached() {
            server().told.add("Channel.onDetached " + id());
            server().whenDetached.accept(this);
        }

        @Override
        protected void onResumed() {
            server().told.add("Channel.onResumed " + id());
            server().whenResumed.accept(this);
        }

        @Override
        protected void onWritable() {
            server().told.add("Channel.onWritable " + id());
            server().whenWritable.accept(this);
        }

        @Override
        protected @Nullable Message saveState() {
            return server().whenAskedForState.apply(this);
        }

        @Override
        protected void restoreState(Message state) {
            server().told.add("Channel.restoreState " + id());
            server().whenRestored.accept(this, state);
        }

        @Override
        protected void onClose(CloseReason reason) {
            server().told.add("Channel.onClose " + id() + " " + reason.kind());
            server().whenChannelCloses.accept(this);
        }

        @Override
        protected void onError(Throwable error) {
            server().told.add("Channel.onError " + id());
            server().errors.add(error);
            server().whenError.accept(this);
        }

        @Override
        protected void onUnhandled(Message message) {
            server().told.add("Channel.onUnhandled " + id() + " " + message.action());
            server().whenUnhandled.accept(this, message);
        }
    }
}
