package io.weir.standalone.postgres;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The passwords of the embedded server's roles: made once at random, kept in a file that only its owner reads. */
final class PostgresSecrets {

    private static final int PASSWORD_BYTES = 24;

    private final Path file;
    private final Properties passwords = new Properties();

    private PostgresSecrets(Path file) {
        this.file = file;
    }

    static PostgresSecrets in(Path file) throws IOException {
        PostgresSecrets secrets = new PostgresSecrets(file);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                secrets.passwords.load(reader);
            }
        }
        return secrets;
    }

    /** The password of {@code role}; a new one is on disk before it is returned. */
    String of(String role) throws IOException {
        String known = passwords.getProperty(role);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String made = HexFormat.of().formatHex(random);
        passwords.setProperty(role, made);
        save();
        return made;
    }

    private void save() throws IOException {
        StringWriter text = new StringWriter();
        passwords.store(text, "Passwords of the embedded PostgreSQL. Keep this file with the data beside it.");
        Path folder = file.toAbsolutePath().getParent();
        Path written = Files.createTempFile(
                folder,
                "secrets-",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, text.toString());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
