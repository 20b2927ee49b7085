package io.weir.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which account the server's programs run under. PostgreSQL refuses to run as root, so for root there are two ways out: a
 * user namespace of its own, in which root is nobody, or, where the container runtime forbids namespaces, the account
 * {@code nobody} with the one capability to reach its files below root's folders.
 */
enum ServerAccount {
    /** An ordinary user: just run it. */
    OWN,
    /** Root, by a user namespace. Files stay root's. */
    NAMESPACE,
    /** Root, by the account {@code nobody}, which must own the data. */
    NOBODY;

    private static final Duration SHORT = Duration.ofSeconds(10);

    private List<String> prefix() {
        return switch (this) {
            case OWN -> List.of();
            case NAMESPACE -> List.of("unshare", "--user");
            case NOBODY ->
                List.of(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "--inh-caps=+dac_override",
                        "--ambient-caps=+dac_override");
        };
    }

    /** The first that works here. */
    static ServerAccount choose() throws IOException, InterruptedException {
        if (!"0".equals(Commands.run(List.of("id", "-u"), SHORT).output())) {
            return OWN;
        }
        for (ServerAccount account : List.of(NAMESPACE, NOBODY)) {
            if (account.works()) {
                return account;
            }
        }
        throw new IOException("PostgreSQL does not run as root, and neither 'unshare --user' nor 'setpriv' works here:"
                + " run weir as an ordinary user, or set WEIR_POSTGRES_URL");
    }

    private boolean works() throws InterruptedException {
        try {
            return Commands.run(as(List.of("true")), SHORT).succeeded();
        } catch (IOException notInstalled) {
            return false;
        }
    }

    List<String> as(List<String> command) {
        return Stream.concat(prefix().stream(), command.stream()).toList();
    }

    /** Gives {@code folder} to this account, whoever's it was when the platform last ran. */
    void own(Path folder) throws IOException, InterruptedException {
        if (this == OWN) {
            return;
        }
        int owner = this == NOBODY ? 65534 : 0;
        if (!Integer.valueOf(owner).equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
            Commands.run(List.of("chown", "-R", owner + ":" + owner, folder.toString()), Duration.ofMinutes(1));
        }
    }
}
