package dev.repod.sockets;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.util.concurrent.CountDownLatch;

/** A server in a program of its own, which ends as players end theirs: by Ctrl+C. It tells how far it has come. */
final class LaunchProgram {
    private LaunchProgram() {}

    static final class Player extends Channel<Game> {
        @Override
        protected void onClose(CloseReason reason) {
            System.out.println("onClose " + reason.kind());
        }
    }

    static final class Game extends Server<Player> {
        private final boolean stallsWhenStopping;

        Game(boolean stallsWhenStopping) {
            super(Player::new, ServerOptions.builder().port(0).build());
            this.stallsWhenStopping = stallsWhenStopping;
            loop().execute(() ->
                    System.out.println("listening on 127.0.0.1:" + address().getPort()));
        }

        @Override
        protected void onConnect(Player player) {
            System.out.println("onConnect");
        }

        @Override
        protected void onStopping() {
            System.out.println("onStopping");
            if (stallsWhenStopping) {
                stall();
            }
        }

        private static void stall() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public static void main(String[] arguments) {
        new Game(Boolean.parseBoolean(arguments[0])).launch();
        System.out.println("launch has returned");
    }
}
