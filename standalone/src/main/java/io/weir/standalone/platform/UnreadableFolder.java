package io.weir.standalone.platform;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What to tell a user whom the system does not let read a data folder. */
public final class UnreadableFolder {

    private UnreadableFolder() {}

    /**
     * The failure to read something of a data folder; of one that is somebody else's it says whose.
     *
     * @param cause names the file
     */
    public static PlatformException of(Path dataDir, IOException cause) {
        Path folder = dataDir.toAbsolutePath().normalize();
        if (!(cause instanceof AccessDeniedException)) {
            return new PlatformException("cannot read the data folder " + folder + ": " + cause.getMessage(), cause);
        }
        String owner = owner(folder, cause);
        return new PlatformException(
                "cannot read the data folder " + folder + ", which is " + owner + "'s, as user "
                        + System.getProperty("user.name") + " (" + cause.getMessage() + "): run this as user " + owner
                        + ", or name the platform by --url and give a token of it by WEIR_TOKEN",
                cause);
    }

    private static String owner(Path folder, IOException cause) {
        try {
            return Files.getOwner(folder).getName();
        } catch (IOException untold) {
            cause.addSuppressed(untold);
            return "another user";
        }
    }
}
