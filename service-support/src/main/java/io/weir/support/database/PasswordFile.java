package io.weir.support.database;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The password of the database as a file has it when a connection is made. Those that stand are good until they end, so that
 * nobody notices when the role's password is changed and then the file.
 */
final class PasswordFile implements HikariCredentialsProvider {

    private final String username;
    private final Path file;

    PasswordFile(String username, Path file) {
        this.username = username;
        this.file = file;
    }

    @Override
    public Credentials getCredentials() {
        try {
            // As configuration trees have it: an editor's last line end is no part of it.
            return Credentials.of(username, Files.readString(file).stripTrailing());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("weir.database.password-file cannot be read: " + file, unreadable);
        }
    }
}
