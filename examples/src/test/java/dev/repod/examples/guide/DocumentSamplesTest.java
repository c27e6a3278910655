package dev.repod.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.examples.guide.GuideDocument.Block;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The documents say what the build says: their samples are source files that were compiled, their links lead somewhere, and
 * the commands in them exist. With {@code -Dsamples.update=true} the samples are copied into the documents first.
 */
class DocumentSamplesTest {
    private static final Path REPOSITORY = repository();
    private static final Set<String> TOOLS = Set.of("git", "mvn", "java", "cd", "mkdir", "npm", "kill", "python3");

    @TestFactory
    Stream<DynamicTest> everyJavaSampleIsASourceFileOfTheBuild() throws IOException {
        if (Boolean.getBoolean("samples.update")) {
            for (GuideDocument document : documents()) {
                update(document);
            }
        }
        return each("java blocks", document -> {
            for (Block block : document.blocks()) {
                if (block.language().equals("java")) {
                    checkSample(document, block);
                }
            }
        });
    }

    private static void checkSample(GuideDocument document, Block block) throws IOException {
        String where = name(document) + ":" + block.first();
        @Nullable String sample = block.sample();
        if (sample == null) {
            throw new AssertionError(where + ": no <!-- sample: path/to/File.java#region --> above the java block");
        }
        assertThat(block.lines())
                .as("%s differs from %s; -Dsamples.update=true copies it", where, sample)
                .isEqualTo(SampleSource.of(sample).read(REPOSITORY));
    }

    private static void update(GuideDocument document) throws IOException {
        GuideDocument updated = document;
        for (int i = 0; i < updated.blocks().size(); i++) {
            Block block = updated.blocks().get(i);
            String sample = block.sample();
            if (sample != null) {
                updated = updated.with(block, SampleSource.of(sample).read(REPOSITORY));
            }
        }
        if (!updated.equals(document)) {
            updated.write();
        }
    }

    @Test
    void everyRegionOfASourceFileIsShownSomewhere() throws IOException {
        List<String> shown = documents().stream()
                .flatMap(document -> document.blocks().stream())
                .map(Block::sample)
                .toList();
        List<String> unused = new ArrayList<>();
        for (Path source : filesUnder(REPOSITORY.resolve("examples/src"), ".java")) {
            String file = REPOSITORY.relativize(source).toString();
            Files.readAllLines(source).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("// docs: "))
                    .map(line -> file + "#" + line.substring("// docs: ".length()))
                    .filter(reference -> !shown.contains(reference))
                    .forEach(unused::add);
        }

        assertThat(unused).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyLinkToAFileLeadsSomewhere() throws IOException {
        return each("links", document -> {
            for (String target : document.linkedFiles()) {
                assertThat(document.file().resolveSibling(target))
                        .as("%s links to %s", name(document), target)
                        .exists();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyShellCommandExists() throws IOException {
        return each("commands", document -> {
            for (String command : document.shellCommands()) {
                checkCommand(name(document), command);
            }
        });
    }

    private static void checkCommand(String where, String command) throws IOException {
        List<String> words = List.of(command.split("\\s+"));
        String program = words.get(0);
        if (TOOLS.contains(program)) {
            return;
        }
        Path script = REPOSITORY.resolve(program);
        assertThat(script).as("%s says: %s", where, command).exists().isExecutable();
        if (program.equals("./repod") && words.size() > 1 && !words.get(1).startsWith("-")) {
            int named = words.get(1).equals("demo") ? 3 : 2;
            assertThat(help())
                    .as("%s says: %s", where, command)
                    .contains(String.join(" ", words.subList(0, named)) + " ");
        }
    }

    /** What the launcher's program says about itself. */
    private static String help() throws IOException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.repod.examples.Main",
                        "--help")
                .redirectErrorStream(true)
                .start();
        try (InputStream said = java.getInputStream()) {
            return new String(said.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // ---- the documents

    private interface Check {
        void of(GuideDocument document) throws IOException;
    }

    private static Stream<DynamicTest> each(String what, Check check) throws IOException {
        return documents().stream()
                .map(document -> DynamicTest.dynamicTest(what + " of " + name(document), () -> check.of(document)));
    }

    private static List<GuideDocument> documents() throws IOException {
        List<Path> files = new ArrayList<>(List.of(
                REPOSITORY.resolve("README.md"),
                REPOSITORY.resolve("CHANGELOG.md"),
                REPOSITORY.resolve("CONTRIBUTING.md"),
                REPOSITORY.resolve("SECURITY.md"),
                REPOSITORY.resolve("interop/README.md")));
        files.addAll(filesUnder(REPOSITORY.resolve("docs"), ".md"));
        List<GuideDocument> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(GuideDocument.read(file));
        }
        return documents;
    }

    private static List<Path> filesUnder(Path folder, String ending) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static String name(GuideDocument document) {
        return REPOSITORY.relativize(document.file()).toString();
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("docs")) || !Files.exists(folder.resolve("README.md"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("run this test inside the repository");
            }
        }
        return folder;
    }
}
