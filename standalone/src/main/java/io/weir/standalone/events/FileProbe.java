package io.weir.standalone.events;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds out what a file holds by looking into it, and that its name says the same. */
final class FileProbe {

    private static final int HEAD = 64 * 1024;
    private static final int LINES = 1_000;
    private static final String PARQUET_MAGIC = "PAR1";
    /** Two magic numbers and the length of the footer. */
    private static final int SMALLEST_PARQUET = 12;

    /** First bytes (as ISO 8859-1) of what is often given by mistake, and what to do about it. */
    private static final Map<String, String> FOREIGN = Map.of(
            "\u001f\u008b", "is compressed by gzip; unpack it with gunzip",
            "(\u00b5/\u00fd", "is compressed by zstd; unpack it with unzstd",
            "PK\u0003\u0004", "is a zip archive; unpack it",
            "\u00ff\u00fe", "is text in UTF-16; convert it to UTF-8",
            "\u00fe\u00ff", "is text in UTF-16; convert it to UTF-8");

    private final Path file;
    private final FileName name;

    private FileProbe(Path file) {
        this.file = file;
        this.name = new FileName(file);
    }

    /**
     * The kind of the file, by its content.
     *
     * @throws EventSourceException if the file is missing, empty, cut off, or not what its name says
     */
    static FileKind kindOf(Path file) {
        FileProbe probe = new FileProbe(file);
        probe.checkThere();
        FileKind kind = probe.kind();
        probe.name.check(kind);
        return kind;
    }

    private void checkThere() {
        if (!Files.exists(file)) {
            throw new EventSourceException(file + ": there is no such file; check the path");
        }
        if (!Files.isRegularFile(file)) {
            throw new EventSourceException(file + ": is not a regular file; name a file");
        }
        if (!Files.isReadable(file)) {
            throw new EventSourceException(file + ": permission denied; make it readable for this user");
        }
    }

    private FileKind kind() {
        String head = head();
        if (head.isBlank()) {
            throw new EventSourceException(file + ": is empty; give a file with at least one event");
        }
        if (head.startsWith(PARQUET_MAGIC)) {
            checkParquetEnd();
            return FileKind.PARQUET;
        }
        refuseForeign(head);
        return textKind(head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head);
    }

    private FileKind textKind(String head) {
        char first = head.stripLeading().charAt(0);
        if (first == '{' || first == '[') {
            return new JsonProbe(file, name).kind(this::hasObjectLine);
        }
        if (first == '<') {
            throw name.mismatch("holds HTML or XML; get the data itself");
        }
        boolean couldBeNdjson = name.promises(FileKind.NDJSON);
        if (couldBeNdjson && hasObjectLine()) {
            return FileKind.NDJSON;
        }
        if (!name.promises(FileKind.CSV)) {
            throw name.mismatch("holds something else; rename it to what it is");
        }
        return FileKind.CSV;
    }

    /** Whether any of the first lines is a JSON object. */
    private boolean hasObjectLine() {
        try (LineReader reader = LineReader.open(file)) {
            for (int line = 0; line < LINES && reader.advance(); line++) {
                if (JsonText.of(reader.line()) == JsonText.OBJECT) {
                    return true;
                }
            }
            return false;
        }
    }

    private void refuseForeign(String head) {
        FOREIGN.forEach((magic, advice) -> {
            if (head.startsWith(magic)) {
                throw new EventSourceException(file + ": " + advice + " and give the result");
            }
        });
        if (head.indexOf('\0') >= 0) {
            throw name.mismatch("holds binary data; rename it to what it is");
        }
    }

    private void checkParquetEnd() {
        try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[PARQUET_MAGIC.length()];
            if (random.length() >= SMALLEST_PARQUET) {
                random.seek(random.length() - tail.length);
                random.readFully(tail);
            }
            if (!new String(tail, StandardCharsets.ISO_8859_1).equals(PARQUET_MAGIC)) {
                throw new EventSourceException(
                        file + ": is cut off, the Parquet footer is missing; get the whole file again");
            }
        } catch (IOException e) {
            throw LineReader.unreadable(file, e);
        }
    }

    private String head() {
        try (var input = Files.newInputStream(file)) {
            return new String(input.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw LineReader.unreadable(file, e);
        }
    }
}
