package io.weir.standalone.resource;

import io.weir.support.hash.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file that a resource is made of. What declares one says where it is, beside itself ({@code contentFrom: {file: shop.desc}}). It
 * is read once, so that what was compared is what is sent; answers have its digest alone.
 */
final class UploadedFile {

    static final String CONTENT = "content";
    static final String FROM = "contentFrom";
    static final String DIGEST = "sha256";
    private static final String FILE = "file";

    /** More than the platform takes of any kind, and not more than fits into memory. */
    private static final long MOST_BYTES = 16 << 20;

    private UploadedFile() {}

    /** Whether resources are made of files, by what makes one and what is said of it. */
    static boolean isIn(Schema made, Schema answer) {
        return made.field(CONTENT).isPresent() && answer.field(DIGEST).isPresent();
    }

    /** What is wrong with what says where it is; nothing where it names a file. */
    static Optional<String> problem(JsonNode source) {
        boolean one =
                source.isObject() && source.size() == 1 && source.path(FILE).isString();
        return one ? Optional.empty() : Optional.of("allowed: {file: PATH}, beside the file that says so");
    }

    /** Puts content and digest in the place of the file's name; what keeps it from being read, if anything does. */
    static Optional<String> read(ObjectNode wanted, Places places) {
        String name = wanted.path(FROM).path(FILE).asString("");
        wanted.remove(FROM);
        try {
            return put(places.beside(name), name, wanted);
        } catch (InvalidPathException noPath) {
            return Optional.of(name + " cannot be read: " + noPath.getMessage());
        }
    }

    /** Puts the content and the digest of a file, told by a name, into a body; what keeps it from being read, if anything does. */
    static Optional<String> put(Path file, String name, ObjectNode body) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return Optional.of(file + " has " + Files.size(file) + " bytes, allowed: at most " + MOST_BYTES);
            }
            byte[] content = Files.readAllBytes(file);
            body.put(CONTENT, Base64.getEncoder().encodeToString(content));
            body.put(DIGEST, Sha256.hex(content));
            return Optional.empty();
        } catch (NoSuchFileException absent) {
            return Optional.of(name + " cannot be read: there is no such file");
        } catch (IOException unreadable) {
            return Optional.of(name + " cannot be read: " + unreadable.getMessage());
        }
    }
}
