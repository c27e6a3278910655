package dev.repod.internal.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What files look like from outside: where two of these differ, one of the files was written or replaced between them. */
record FileStamps(List<Stamp> stamps) {
    private record Stamp(
            @Nullable FileTime written,
            long bytes,
            @Nullable Object key) {
        static final Stamp MISSING = new Stamp(null, 0, null);
    }

    static FileStamps of(List<Path> files) {
        List<Stamp> stamps = new ArrayList<>();
        for (Path file : files) {
            stamps.add(stamp(file));
        }
        return new FileStamps(stamps);
    }

    private static Stamp stamp(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(seen.lastModifiedTime(), seen.size(), seen.fileKey());
        } catch (IOException missing) {
            return Stamp.MISSING;
        }
    }
}
