package dev.repod.examples.store;

import dev.repod.InvalidMessageException;
import dev.repod.Message;
import dev.repod.SessionStore;
import dev.repod.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each state in a file of its own: when its time is over, as milliseconds since 1970 in 8 bytes, and then the message as
 * a frame. What the folder holds besides is left alone.
 *
 * <p>A file is written beside its place and then moved there, so a server that is killed leaves the old state or the new one
 * and never half of one. The disk is not waited for: a power cut may cost the newest states.
 */
public final class FileSessionStore implements SessionStore {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final String ENDING = ".session";
    private static final String UNFINISHED = ".unfinished";
    private static final int EXPIRY_BYTES = Long.BYTES;

    private final Path folder;
    private final Clock clock;

    /**
     * Opens a store, and removes from it what nobody can come back to any more.
     *
     * @param folder where the files are; it is made, for its owner alone, where it is missing
     * @param clock says when a state's time is over, the same way in this program and the next
     * @throws IOException if the folder cannot be made or read
     */
    public FileSessionStore(Path folder, Clock clock) throws IOException {
        this.folder = folder;
        this.clock = clock;
        Files.createDirectories(folder, forTheOwner("rwx------"));
        removeWhatIsOver();
    }

    // docs: save
    @Override
    public void save(String key, Message state, Duration keepFor) throws IOException {
        Path file = fileOf(key);
        byte[] frame = Wire.encode(state);
        ByteBuffer content = ByteBuffer.allocate(EXPIRY_BYTES + frame.length);
        content.putLong(clock.instant().plus(keepFor).toEpochMilli()).put(frame);
        Path unfinished = Files.createTempFile(folder, key, UNFINISHED, forTheOwner("rw-------"));
        try {
            Files.write(unfinished, content.array());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished); // which it is, unless something above has failed
        }
    }
    // end docs

    @Override
    public @Nullable Message load(String key) throws IOException {
        Path file = fileOf(key);
        ByteBuffer content;
        try {
            content = ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (NoSuchFileException neverSaved) {
            return null;
        }
        if (content.remaining() < EXPIRY_BYTES) {
            throw new IOException(file + " is too short for a saved session");
        }
        return isOver(content.getLong()) ? null : read(file, content);
    }

    private static Message read(Path file, ByteBuffer content) throws IOException {
        @Nullable Message state;
        try {
            state = Wire.readMessage(content);
        } catch (InvalidMessageException damaged) {
            throw new IOException(file + " is damaged: " + damaged.getMessage(), damaged);
        }
        if (state == null || content.hasRemaining()) {
            throw new IOException(file + " does not hold one whole message");
        }
        return state;
    }

    @Override
    public void remove(String key) throws IOException {
        Files.deleteIfExists(fileOf(key));
    }

    /** A key is a name of a file here: anything but hexadecimal digits could lead out of the folder. */
    private Path fileOf(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("a key has 64 hexadecimal digits, which '" + key + "' has not");
        }
        return folder.resolve(key + ENDING);
    }

    private boolean isOver(long expiryMillis) {
        return !clock.instant().isBefore(Instant.ofEpochMilli(expiryMillis));
    }

    // ---- at the start

    private void removeWhatIsOver() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isOurs)) {
            for (Path file : files) {
                if (file.toString().endsWith(UNFINISHED) || isOver(expiryMillis(file))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        boolean isNamedSo = name.length() > 64
                && KEY.matcher(name.substring(0, 64)).matches()
                && (name.substring(64).equals(ENDING) || name.endsWith(UNFINISHED));
        return isNamedSo && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is too short to say it can be of no use, and is over. */
    private static long expiryMillis(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] expiry = in.readNBytes(EXPIRY_BYTES);
            return expiry.length == EXPIRY_BYTES ? ByteBuffer.wrap(expiry).getLong() : Long.MIN_VALUE;
        }
    }

    /** Where the file system knows such permissions; elsewhere, the folder's own have to do. */
    private FileAttribute<?>[] forTheOwner(String permissions) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
