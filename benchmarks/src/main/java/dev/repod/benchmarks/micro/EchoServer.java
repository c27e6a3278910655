package dev.repod.benchmarks.micro;

import dev.repod.Channel;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.benchmarks.sample.Echo;
import dev.repod.benchmarks.sample.EchoReply;
import dev.repod.internal.transport.Networks;
import java.time.Duration;

/** The server that answers, as a game would write it. */
final class EchoServer extends Server<EchoServer.Peer> {
    private EchoServer() {
        super(
                Peer::new,
                ServerOptions.builder()
                        .sessions(Sessions.resumable(Duration.ofSeconds(30)))
                        .limits(Limits.trusted())
                        .build());
    }

    static EchoServer on(SinkNetwork network) {
        EchoServer server = Networks.using(network, EchoServer::new);
        server.start();
        return server;
    }

    /** One client. */
    static final class Peer extends Channel<EchoServer> {
        @On
        void echo(Echo echo) {
            send(EchoReply.to(echo));
        }

        @On
        void relay(Message message) {
            send(message);
        }
    }
}
