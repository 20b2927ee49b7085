package io.weir.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks for secrets in all that a platform has on its disk: logs, tables and their write-ahead log, what brokers and workers keep. */
final class PlantedSecrets {

    /** What secrets of tests begin with that a platform is given to keep. */
    static final String PLANTED = "hunter2-";

    private static final int PIECE = 1 << 20;
    private static final int OVERLAP = 100;

    private PlantedSecrets() {}

    /** The same in the text that Basic authentication has of it, as far as it does not depend on what comes after. */
    static String encoded(String secret) {
        String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return encoded.substring(0, secret.length() / 3 * 4);
    }

    /** Which of some texts is in which file. */
    static List<String> search(Path folder, List<String> texts) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(folder)) {
            // The broker's are made at their full size, and hold numbers alone.
            if (!file.toString().endsWith("index")) {
                of(file, texts).forEach(text -> found.add(text + " in " + file));
            }
        }
        return found;
    }

    /** Of what comes and goes under the platform, what is there when it is looked at. */
    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    files.addAll(files(entry));
                } else if (Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException gone) {
            return files;
        }
        return files;
    }

    /** In pieces that overlap by more than a text has. */
    private static Set<String> of(Path file, List<String> texts) throws IOException {
        Set<String> found = new TreeSet<>();
        try (InputStream in = Files.newInputStream(file)) {
            String end = "";
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                String text = end + new String(piece, StandardCharsets.ISO_8859_1);
                texts.stream().filter(text::contains).forEach(found::add);
                end = text.substring(Math.max(0, text.length() - OVERLAP));
            }
        } catch (NoSuchFileException gone) {
            return found;
        }
        return found;
    }
}
