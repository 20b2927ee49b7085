package io.weir.metadata.snapshot;

import java.io.IOException;
import java.io.OutputStream;

/** Files that stand one behind the other in a listing, as the text that a stream of it shows. */
public final class FileLines {

    private final byte[] text;
    private final int files;
    private final FileKey last;

    /**
     * Takes the array as its own: the caller must not change it.
     *
     * @param text the add actions as JSON in UTF-8, with a line end between each two of them
     * @param files how many
     * @param last where the last of them stands; where the listing was to go on if there are none
     */
    public FileLines(byte[] text, int files, FileKey last) {
        this.text = text;
        this.files = files;
        this.last = last;
    }

    public int files() {
        return files;
    }

    public FileKey last() {
        return last;
    }

    /** Bytes that it takes in memory. */
    public int size() {
        return text.length;
    }

    /** Writes the lines, each with its line end. */
    public void writeTo(OutputStream out) throws IOException {
        if (files > 0) {
            out.write(text);
            out.write('\n');
        }
    }
}
