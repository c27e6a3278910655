package dev.repod.internal.tls;

import java.nio.file.Path;
import java.util.List;

/** Where a server's identity comes from. */
public sealed interface IdentitySource permits PemFiles, KeyStoreFile, SelfSigned {
    /**
     * Reads it. Blocks for as long as the files take.
     *
     * @throws IllegalArgumentException naming the file, if it cannot be used
     */
    Identity load();

    /** The files that it is read from; when one of them changes it may be another. */
    List<Path> files();
}
