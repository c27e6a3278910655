package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A game that is a module of its own, compiled here and run in a JVM of its own. */
class ModuleTest {
    private static final Path LIBRARY = Path.of("target", "classes").toAbsolutePath();
    private static final int TIMEOUT_SECONDS = 60;

    private static final String GAME = """
            package the.game;

            import dev.repod.*;

            class Game extends Server<Game.Player> {
                record Move(int x) {}

                record Moved(int x) {}

                static class Player extends Channel<Game> {
                    @On
                    private void move(Move move) {
                        send(new Moved(move.x() + 1));
                    }
                }

                static class Screen extends ConnectionListener {
                    int x;

                    @Override
                    protected void onConnected() {
                        send(new Move(41));
                    }

                    @On
                    void moved(Moved moved) {
                        x = moved.x();
                    }
                }

                Game() {
                    super(Player::new, ServerOptions.builder().port(0).build());
                }

                public static void main(String[] args) {
                    Game game;
                    try {
                        game = new Game();
                    } catch (IllegalArgumentException refused) {
                        System.out.println("refused: " + refused.getMessage());
                        return;
                    }
                    game.start();
                    Screen screen = new Screen();
                    screen.connect("127.0.0.1", game.address().getPort());
                    long endNanos = System.nanoTime() + 20_000_000_000L;
                    while (screen.x == 0 && System.nanoTime() < endNanos) {
                        screen.pump();
                        Thread.onSpinWait();
                    }
                    System.out.println("played: " + screen.x);
                    screen.close();
                    screen.pump();
                    game.stop();
                }
            }
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void theModuleExportsTheApiAlone() throws IOException {
        try (InputStream in = Files.newInputStream(LIBRARY.resolve("module-info.class"))) {
            ModuleDescriptor module = ModuleDescriptor.read(in);

            assertThat(module.name()).isEqualTo("dev.repod");
            assertThat(module.exports().stream()
                            .filter(export -> !export.isQualified())
                            .map(ModuleDescriptor.Exports::source))
                    .containsExactly("dev.repod");
            assertThat(module.exports().stream().flatMap(export -> export.targets().stream()))
                    .containsOnly("dev.repod.testkit");
            assertThat(module.opens()).isEmpty();
            assertThat(module.isOpen()).isFalse();
        }
    }

    @Test
    void aGameWhosePackageIsClosedIsToldWhatToAddWhere() throws Exception {
        assertThat(playAsModule("module the.game.module { requires dev.repod; }"))
                .isEqualTo(
                        "refused: @On the.game.Game$Player.move is out of reach: module the.game.module does not open"
                                + " its package. Add to its module-info: opens the.game to dev.repod;");
    }

    @Test
    void aGameThatOpensItsPackageToTheLibraryPlays() throws Exception {
        assertThat(playAsModule("module the.game.module { requires dev.repod; opens the.game to dev.repod; }"))
                .isEqualTo("played: 42");
    }

    private String playAsModule(String moduleInfo) throws IOException, InterruptedException {
        Path sources = Files.createDirectories(folder.resolve("src"));
        Path classes = folder.resolve("classes");
        Path info = Files.writeString(sources.resolve("module-info.java"), moduleInfo);
        Path game = Files.writeString(
                Files.createDirectories(sources.resolve("the/game")).resolve("Game.java"), GAME);
        compile(classes, info, game);
        return run(modulePath() + File.pathSeparator + classes);
    }

    /** The library as a module, and what it requires. */
    private static String modulePath() {
        Stream<String> required = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Path.of(entry).getFileName().toString().matches("(netty|slf4j-api|jspecify).*\\.jar"));
        return Stream.concat(Stream.of(LIBRARY.toString()), required).collect(Collectors.joining(File.pathSeparator));
    }

    private static void compile(Path classes, Path... sources) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(sources);
            StringWriter out = new StringWriter();
            List<String> options = List.of("-proc:none", "-p", modulePath(), "-d", classes.toString());
            boolean compiled =
                    javac.getTask(out, files, null, options, null, units).call();
            assertThat(compiled).as("%s", out).isTrue();
        }
    }

    private String run(String modulePath) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process game = new ProcessBuilder(java.toString(), "-p", modulePath, "-m", "the.game.module/the.game.Game")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(game.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
            assertThat(game.exitValue()).as("%s", Files.readString(err)).isZero();
            return Files.readString(out).strip();
        } finally {
            game.destroyForcibly();
        }
    }
}
