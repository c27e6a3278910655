package dev.repod.examples.echo;

import dev.repod.Channel;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;

/** Says again what it hears: {@code echo} to its sender, {@code broadcast} to everybody. */
public final class EchoServer extends Server<EchoServer.Caller> {
    public EchoServer(ServerOptions options) {
        super(Caller::new, options);
    }

    /** One that a load test may flood from a single machine. Not for the open internet. */
    public static EchoServer forLoadTests(ServerOptions options) {
        return new EchoServer(options.toBuilder().limits(Limits.trusted()).build());
    }

    /** One client. */
    static final class Caller extends Channel<EchoServer> {
        @On
        void echo(Message heard) {
            send(heard.withAction("echo_reply"));
        }

        @On
        void broadcast(Message heard) {
            server().sendToAll(heard.withAction("broadcast_reply"));
        }
    }
}
