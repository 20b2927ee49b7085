package io.weir.ingest.source.files;

import java.io.IOException;

/**
 * A file, or an object of a store, as it was listed.
 *
 * @param location for people: a path, or an address without what opens it
 * @param stamp another one after each change; what was counted counts as long as it is the same
 * @param version tells its content from others of its name, as its store has it; empty where that tells none
 * @param opening brings it to this machine
 */
record PlacedFile(String location, long bytes, String stamp, String version, Opening opening) {

    /** How a file comes to this machine. */
    interface Opening {
        /**
         * Brings it.
         *
         * @throws IOException if it cannot be had, or is not the one that was listed any more
         */
        LocalCopy open() throws IOException;
    }
}
