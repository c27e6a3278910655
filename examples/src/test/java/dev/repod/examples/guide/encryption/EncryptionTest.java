package dev.repod.examples.guide.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repod.Channel;
import dev.repod.ClientOptions;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Tls;
import dev.repod.examples.guide.Pumping;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/guide/encryption.md claims. */
class EncryptionTest {
    static final class Player extends Channel<Game> {}

    static final class Game extends Server<Player> {
        Game(ServerOptions.Builder options) {
            super(Player::new, options.host("127.0.0.1").port(0).build());
            start();
        }
    }

    static final class Screen extends ConnectionListener {
        @Nullable ConnectionError error;

        Screen(ClientOptions options) {
            super(options);
        }

        @Override
        protected void onError(ConnectionError failure) {
            error = failure;
        }
    }

    @TempDir
    Path folder;

    private static ConnectionError errorOf(Screen screen) {
        Pumping.until(() -> screen.error != null, screen);
        return java.util.Objects.requireNonNull(screen.error);
    }

    @Test
    void anInvitationWithAPinIsEnough() {
        Tls tls = Tls.selfSigned(folder);
        try (Game game = new Game(ServerOptions.builder().tls(tls))) {
            URI invitation = Encryption.invitation("localhost", tls);
            Screen screen = new Screen(ClientOptions.standard());
            screen.connect(URI.create(
                    invitation.toString().replace(":5071", ":" + game.address().getPort())));
            Pumping.until(screen::isConnected, screen);
            screen.close();
        }
    }

    @Test
    void aCertificateIsReadFromFilesAndTrustedByWhoeverTrustsItsIssuer() throws Exception {
        Tls.selfSigned(folder);
        Files.copy(folder.resolve("repod-certificate.pem"), folder.resolve("fullchain.pem"));
        Files.copy(folder.resolve("repod-key.pem"), folder.resolve("privkey.pem"));
        ServerOptions options = Encryption.certificateOfTheWeb(folder);
        try (Game game = new Game(options.toBuilder())) {
            Screen trusting = new Screen(Encryption.authority(folder.resolve("fullchain.pem")));
            trusting.connect("localhost", game.address().getPort());
            Pumping.until(trusting::isConnected, trusting);
            trusting.close();

            Screen strict = new Screen(Encryption.everywhere());
            strict.connect("localhost", game.address().getPort());
            assertThat(errorOf(strict).kind()).isEqualTo(ConnectionError.Kind.TLS);
            assertThat(errorOf(strict).detail()).contains("the certificate's issuer is unknown");
        }
    }

    @Test
    void whoeverComesWithoutIsToldWhatToDoUnlessItIsOptional() {
        Tls tls = Tls.selfSigned(folder);
        try (Game game = new Game(ServerOptions.builder().tls(tls))) {
            Screen plain = new Screen(ClientOptions.standard());
            plain.connect("localhost", game.address().getPort());
            assertThat(errorOf(plain).detail()).contains("this server accepts TLS only: connect with repods://");
        }
        try (Game game = new Game(Encryption.both(tls).toBuilder())) {
            Screen plain = new Screen(ClientOptions.standard());
            plain.connect("localhost", game.address().getPort());
            Pumping.until(plain::isConnected, plain);
            plain.close();
        }
    }

    @Test
    void aMissingFileIsSaidAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Encryption.certificateOfTheWeb(folder))
                .withMessageContaining(folder.resolve("privkey.pem") + " cannot be read");
    }

    @Test
    void optionsWithTlsRefuseAUriWithout() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Screen(Encryption.everywhere()).connect(URI.create("repod://localhost")))
                .withMessageContaining("use repods://");
    }
}
