package io.weir.standalone.postgres;

import java.nio.file.Path;

/**
 * Where the server keeps what; all absolute.
 *
 * @param home data and secrets
 * @param cache unpacked programs, shared by the platforms of one user
 * @param log the server's own log file
 */
public record PostgresFolders(Path home, Path cache, Path log) {

    Path cluster() {
        return home.resolve("data");
    }

    Path secrets() {
        return home.resolve("secrets.properties");
    }
}
