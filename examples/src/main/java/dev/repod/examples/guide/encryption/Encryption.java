package dev.repod.examples.guide.encryption;

import dev.repod.ClientOptions;
import dev.repod.ConnectionListener;
import dev.repod.ServerOptions;
import dev.repod.Tls;
import dev.repod.Trust;
import java.net.URI;
import java.nio.file.Path;

final class Encryption {
    private Encryption() {}

    static ServerOptions certificateOfTheWeb(Path folder) {
        // docs: server
        Tls tls = Tls.pem(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
        ServerOptions options =
                ServerOptions.builder().host("0.0.0.0").port(5071).tls(tls).build();
        // end docs
        return options;
    }

    static void join(ConnectionListener screen) {
        // docs: client
        screen.connect(URI.create("repods://game.example.org:5071"));
        // end docs
    }

    static ClientOptions everywhere() {
        // docs: options
        ClientOptions options = ClientOptions.builder().tls(Trust.system()).build();
        // end docs
        return options;
    }

    static ServerOptions livingRoom() {
        // docs: self-signed
        Tls tls = Tls.selfSigned(Path.of("certificate"));
        ServerOptions options =
                ServerOptions.builder().host("0.0.0.0").port(5071).tls(tls).build();
        // end docs
        return options;
    }

    static URI invitation(String host, Tls tls) {
        // docs: invitation
        URI invitation = URI.create("repods://" + host + ":5071?pin=" + tls.fingerprint());
        // end docs
        return invitation;
    }

    static ClientOptions authority(Path file) {
        // docs: authority
        ClientOptions options = ClientOptions.builder().tls(Trust.issuers(file)).build();
        // end docs
        return options;
    }

    static ServerOptions both(Tls tls) {
        // docs: optional
        ServerOptions options = ServerOptions.builder().tls(tls.optional()).build();
        // end docs
        return options;
    }
}
