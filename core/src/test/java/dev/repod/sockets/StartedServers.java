package dev.repod.sockets;

import dev.repod.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The servers of one test, which are stopped behind it. */
final class StartedServers implements AfterEachCallback {
    private final List<RecordingServer> servers = new ArrayList<>();

    RecordingServer start(ServerOptions.Builder options) {
        RecordingServer server = RecordingServer.started(options.port(0).build());
        servers.add(server);
        return server;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        servers.forEach(RecordingServer::stop);
    }
}
