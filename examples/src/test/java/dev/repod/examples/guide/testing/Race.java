package dev.repod.examples.guide.testing;

import dev.repod.Channel;
import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.time.Duration;

/** The game that the samples test: a server that counts laps. */
final class Race extends Server<Race.Car> {
    static final ServerOptions OPTIONS = ServerOptions.builder()
            .sessions(Sessions.resumable(Duration.ofSeconds(30)))
            .build();

    Race(ServerOptions options) {
        super(Car::new, options);
    }

    static final class Car extends Channel<Race> {
        private int laps;

        @On
        void lap() {
            laps++;
            send(Message.of("laps", "laps", laps));
        }
    }

    static final class Driver extends ConnectionListener {
        int laps;
        String sign = "";

        Driver() {
            super(ClientOptions.builder().reconnect(Reconnect.exponential()).build());
        }

        void finishLap() {
            send(Message.of("lap"));
        }

        @On
        void laps(Message told) {
            laps = told.getInt("laps");
        }

        @Override
        protected void onConnected() {
            sign = "connected";
        }

        @Override
        protected void onReconnecting(int attempt, Duration delay) {
            sign = "lost";
        }

        @Override
        protected void onReconnected(Resumption resumption) {
            sign = resumption.name();
        }

        @Override
        protected void onDisconnected(CloseReason reason) {
            sign = "over";
        }
    }
}
