package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permissions cannot be tried out by who runs these tests as root, so the refusals of the system are made here. */
class UnreadableFolderTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderOfSomebodyElseIsNamedWithItsOwnerAndTheWaysOut() throws IOException {
        String keys = folder.resolve("identity/keys.json").toString();

        assertThat(UnreadableFolder.of(folder, new AccessDeniedException(keys)))
                .hasMessageContainingAll(
                        folder.toString(),
                        "is " + Files.getOwner(folder).getName() + "'s",
                        "as user " + System.getProperty("user.name"),
                        keys,
                        "run this as user " + Files.getOwner(folder).getName(),
                        "--url",
                        "WEIR_TOKEN");
    }

    @Test
    void whoseItIsMayBeUntold() {
        assertThat(UnreadableFolder.of(folder.resolve("gone"), new AccessDeniedException("weir.run")))
                .hasMessageContaining("is another user's");
    }

    @Test
    void whatIsDamagedIsNotSaidToBeSomebodyElses() {
        assertThat(UnreadableFolder.of(folder, new IOException("it is damaged")))
                .hasMessage("cannot read the data folder " + folder + ": it is damaged");
    }
}
