package io.weir.delta.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that are made together: all are written, then forced to the disk, then given their names one behind the other, and
 * then the names are forced. That is a wait for the disk for each file and one for each folder, where files that are made one by one
 * take two each; and a file system with a journal writes it once for all that were written by then.
 */
final class JointPut implements AutoCloseable {

    private final List<Part> parts = new ArrayList<>();
    private final Set<Path> folders = new LinkedHashSet<>();

    /** A file; without a draft where there was one of its name before. */
    private record Part(
            Path target,
            Content content,
            boolean isOptional,
            @Nullable Draft draft) {

        PutOutcome publish() throws IOException {
            if (draft != null) {
                try {
                    draft.link(target);
                    return PutOutcome.CREATED;
                } catch (FileAlreadyExistsException lostTheRace) {
                    return content.compare(target);
                }
            }
            return content.compare(target);
        }

        boolean stopsAt(PutOutcome outcome) {
            return outcome == PutOutcome.EXISTS_DIFFERENT && !isOptional;
        }
    }

    /** Writes a file that nobody sees yet. */
    void write(Path folder, Path target, NewObject object) throws IOException {
        Content content = new Content.OfBytes(object.content());
        Draft draft = Files.exists(target) ? null : Draft.begin(folder, content);
        parts.add(new Part(target, content, object.isOptional(), draft));
        folders.add(folder);
    }

    /**
     * Has them be seen, up to the first that cannot be, or stops the others.
     *
     * @throws IOException if none of them may be on the disk
     */
    Puts publish() throws IOException {
        for (Part part : parts) {
            if (part.draft() != null) {
                part.draft().force();
            }
        }
        Puts named = name();
        for (Path folder : folders) {
            Draft.forceFolder(folder);
        }
        return named;
    }

    private Puts name() {
        List<PutOutcome> outcomes = new ArrayList<>();
        for (Part part : parts) {
            try {
                PutOutcome outcome = part.publish();
                outcomes.add(outcome);
                if (part.stopsAt(outcome)) {
                    break;
                }
            } catch (IOException failed) {
                return new Puts(outcomes, Optional.of(StorageException.of("write " + part.target(), failed)));
            }
        }
        return new Puts(outcomes, Optional.empty());
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            if (part.draft() != null) {
                part.draft().close();
            }
        }
    }
}
