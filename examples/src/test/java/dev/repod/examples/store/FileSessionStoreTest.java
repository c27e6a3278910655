package dev.repod.examples.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repod.Message;
import dev.repod.testkit.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSessionStoreTest {
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String OTHER_KEY = "fedcba9876543210".repeat(4);
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Message STATE = Message.of("state", "clicks", 3, "name", "Ada 🎮");

    @TempDir
    Path temp;

    private final ManualTime time = ManualTime.standing();

    private Path folder() {
        return temp.resolve("sessions");
    }

    private Path fileOf(String key) {
        return folder().resolve(key + ".session");
    }

    private FileSessionStore open() throws IOException {
        return new FileSessionStore(folder(), time.clock());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        }
    }

    @Test
    void aStateIsFoundByTheNextStoreOfTheFolder() throws IOException {
        open().save(KEY, STATE, WINDOW);

        assertThat(open().load(KEY)).isEqualTo(STATE);
        assertThat(open().load(OTHER_KEY)).isNull();
    }

    @Test
    void theNewestStateIsInPlaceOfTheOneBeforeAndNothingElseIsLeftBehind() throws IOException {
        FileSessionStore store = open();

        store.save(KEY, Message.of("state", "text", "a".repeat(10_000)), WINDOW);
        store.save(KEY, STATE, WINDOW);

        assertThat(store.load(KEY)).isEqualTo(STATE);
        assertThat(files()).containsExactly(fileOf(KEY));
    }

    @Test
    void whatIsRemovedIsGoneAndMayBeRemovedAgain() throws IOException {
        FileSessionStore store = open();
        store.save(KEY, STATE, WINDOW);

        store.remove(KEY);
        store.remove(KEY);

        assertThat(store.load(KEY)).isNull();
        assertThat(files()).isEmpty();
    }

    @Test
    void aStateIsKeptForItsTimeAndSavingItAgainBeginsThatAnew() throws IOException {
        FileSessionStore store = open();
        store.save(KEY, STATE, WINDOW);
        time.advance(WINDOW.minusMillis(1));
        assertThat(store.load(KEY)).isEqualTo(STATE);

        store.save(KEY, STATE, WINDOW);
        time.advance(WINDOW.minusMillis(1));
        assertThat(store.load(KEY)).isEqualTo(STATE);
        time.advance(Duration.ofMillis(1));

        assertThat(store.load(KEY)).isNull();
    }

    @Test
    void theNextStartRemovesWhatIsOverAndKeepsTheRest() throws IOException {
        FileSessionStore store = open();
        store.save(KEY, STATE, WINDOW);
        store.save(OTHER_KEY, STATE, WINDOW.multipliedBy(2));
        time.advance(WINDOW);

        open();

        assertThat(files()).containsExactly(fileOf(OTHER_KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../../etc/passwd",
                "/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
                "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n"
            })
    void aKeyThatIsNoKeyLeadsToNoFile(String key) throws IOException {
        FileSessionStore store = open();

        assertThatIllegalArgumentException().isThrownBy(() -> store.save(key, STATE, WINDOW));
        assertThatIllegalArgumentException().isThrownBy(() -> store.load(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store.remove(key));
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatIsCutAnywhereIsDamagedAndNeverAState() throws IOException {
        FileSessionStore store = open();
        store.save(KEY, STATE, WINDOW);
        byte[] whole = Files.readAllBytes(fileOf(KEY));

        for (int length = 0; length < whole.length; length++) {
            Files.write(fileOf(KEY), Arrays.copyOf(whole, length));
            assertThatIOException().isThrownBy(() -> store.load(KEY)).withMessageContaining(KEY);
        }
    }

    @Test
    void aFileWithMoreOrOtherBytesThanAMessageIsDamaged() throws IOException {
        FileSessionStore store = open();
        store.save(KEY, STATE, WINDOW);
        byte[] whole = Files.readAllBytes(fileOf(KEY));

        Files.write(fileOf(KEY), Arrays.copyOf(whole, whole.length + 1));
        assertThatIOException().isThrownBy(() -> store.load(KEY)).withMessageContaining("one whole message");

        Files.write(fileOf(KEY), "This is a letter, and no saved session.".getBytes(StandardCharsets.US_ASCII));
        assertThatIOException().isThrownBy(() -> store.load(KEY)).withMessageContaining("is damaged");
    }

    @Test
    void theNextStartRemovesWhatIsTooShortOrWasNeverFinished() throws IOException {
        open();
        Files.write(fileOf(KEY), new byte[] {1, 2, 3});
        Files.write(folder().resolve(OTHER_KEY + "123.unfinished"), new byte[] {1, 2, 3});

        open();

        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsNotTheStoresOwnIsLeftAlone() throws IOException {
        open();
        Path letter = Files.writeString(folder().resolve("letter.session"), "x");
        Path unfinished = Files.writeString(folder().resolve("novel.unfinished"), "x");
        Path subfolder = Files.createDirectory(fileOf(KEY));

        FileSessionStore store = open();
        store.save(OTHER_KEY, STATE, WINDOW);

        assertThat(files()).containsExactlyInAnyOrder(letter, unfinished, subfolder, fileOf(OTHER_KEY));
    }

    @Test
    void aFolderThatIsMissingIsMade() throws IOException {
        Path deep = temp.resolve("a/b/c");

        new FileSessionStore(deep, time.clock()).save(KEY, STATE, WINDOW);

        assertThat(new FileSessionStore(deep, time.clock()).load(KEY)).isEqualTo(STATE);
    }

    @Test
    void aFileInTheFoldersPlaceIsRefusedAtTheStart() throws IOException {
        Files.writeString(folder(), "not a folder");

        assertThatExceptionOfType(FileSystemException.class).isThrownBy(this::open);
    }

    @Test
    void aFolderThatVanishesMakesSavingFailAndNothingIsFound() throws IOException {
        FileSessionStore store = open();
        Files.delete(folder());

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.save(KEY, STATE, WINDOW));
        assertThat(store.load(KEY)).isNull();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyButTheOwnerCanReadAnyOfIt() throws IOException {
        open().save(KEY, STATE, WINDOW);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fileOf(KEY))))
                .isEqualTo("rw-------");
    }
}
