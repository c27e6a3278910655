package dev.repod.benchmarks.peers;

import dev.repod.Wire;
import dev.repod.benchmarks.process.Footprint;
import dev.repod.benchmarks.sample.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Runs one peer: {@code PeerProgram NAME HOST PORT}. Says {@code ready PORT}, then answers each line {@code figures} with what
 * it holds, and ends with its input.
 */
public final class PeerProgram {
    private static final Map<String, Supplier<Peer>> PEERS = new TreeMap<>(Map.of(
            "repod",
            () -> new RepodPeer(false),
            "repod-tls",
            () -> new RepodPeer(true),
            "netty-echo-tls",
            () -> NettyPeer.overTls(EchoHandler::new),
            "netty-echo",
            () -> new NettyPeer(EchoHandler::new),
            "netty-fan-out",
            FanOutHandler::passingOn,
            "netty-snapshot",
            () -> FanOutHandler.sending(Wire.encode(Snapshot.SAMPLE)),
            "netty-msgpack",
            () -> new NettyPeer(MsgpackHandler::new),
            "kryonet",
            KryoPeer::new));

    private PeerProgram() {}

    /**
     * Runs it.
     *
     * @param arguments name, host and port
     * @throws IOException if the port cannot be had
     */
    public static void main(String[] arguments) throws IOException {
        Supplier<Peer> peer = PEERS.get(arguments[0]);
        if (peer == null) {
            throw new IllegalArgumentException("there is no peer " + arguments[0] + ", only " + PEERS.keySet());
        }
        System.out.println("ready " + peer.get().listen(arguments[1], Integer.parseInt(arguments[2])));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            System.out.println(command.equals("figures") ? Footprint.now() : "unknown command " + command);
        }
        System.exit(0);
    }

    /**
     * Runs ours alone, until Ctrl+C.
     *
     * @param host to bind to
     * @param port to bind to, 0 for any
     */
    public static void serve(String host, int port) {
        RepodPeer.Game game = RepodPeer.game(host, port);
        game.loop()
                .execute(() -> System.out.println(
                        "listening on " + host + ":" + game.address().getPort()));
        game.launch();
    }
}
