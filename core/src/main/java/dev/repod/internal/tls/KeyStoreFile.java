package dev.repod.internal.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A key store with one key, in PKCS#12 or any other form that this Java reads. As a text it does not show the password. */
public final class KeyStoreFile implements IdentitySource {
    private final Path file;
    private final char[] password;

    public KeyStoreFile(Path file, String password) {
        this.file = file;
        this.password = password.toCharArray();
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public Identity load() {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("the key store " + file + " cannot be read: there is no such file");
        }
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password);
            String alias = theOnlyKey(store);
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : store.getCertificateChain(alias)) {
                chain.add((X509Certificate) certificate);
            }
            return new Identity((PrivateKey) store.getKey(alias, password), chain);
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalArgumentException(
                    "the key store " + file + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    private String theOnlyKey(KeyStore store) throws GeneralSecurityException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class)) {
                keys.add(alias);
            }
        }
        if (keys.size() != 1) {
            throw new IllegalArgumentException(
                    "the key store " + file + " has to hold one private key; it holds " + keys.size() + " " + keys);
        }
        return keys.get(0);
    }

    @Override
    public String toString() {
        return "KeyStoreFile " + file;
    }
}
