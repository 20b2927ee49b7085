package io.weir.delta.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Objects in a folder of this machine. A new one is written to a draft, forced to the disk and then linked to its name,
 * which the file system does at once and only if the name is free; so no half-written object is ever visible.
 */
public final class LocalObjects implements StoredFolders {

    private final Path root;

    /** The objects below {@code root}, which is made with the first object. */
    public LocalObjects(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public PutOutcome putIfAbsent(String name, byte[] content) throws IOException {
        return putIfAbsent(name, new Content.OfBytes(content));
    }

    @Override
    public PutOutcome putIfAbsent(String name, Path content) throws IOException {
        return putIfAbsent(name, new Content.OfFile(content));
    }

    private PutOutcome putIfAbsent(String name, Content content) throws IOException {
        Path target = resolve(name);
        try {
            if (Files.exists(target)) {
                return content.compare(target);
            }
            try (Draft draft = Draft.write(folderOf(target), content)) {
                draft.publish(target);
                return PutOutcome.CREATED;
            } catch (FileAlreadyExistsException lostTheRace) {
                return content.compare(target);
            }
        } catch (IOException failure) {
            throw StorageException.of("write " + target, failure);
        }
    }

    @Override
    public Puts putAllIfAbsent(List<NewObject> objects) {
        try (JointPut put = new JointPut()) {
            for (NewObject object : objects) {
                Path target = resolve(object.name());
                put.write(folderOf(target), target, object);
            }
            return put.publish();
        } catch (IOException failure) {
            return new Puts(List.of(), Optional.of(StorageException.of("write below " + root, failure)));
        }
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        Path file = resolve(name);
        try (InputStream stream = Files.newInputStream(file)) {
            return Optional.of(stream.readAllBytes());
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            throw StorageException.of("read " + file, failure);
        }
    }

    @Override
    public boolean download(String name, Path target) throws IOException {
        Path file = resolve(name);
        try {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        } catch (IOException failure) {
            throw StorageException.of("read " + file, failure);
        }
    }

    @Override
    public List<StoredObject> listFrom(String name) throws IOException {
        Path from = resolve(name);
        return list(folderOf(from), file -> fileName(file).compareTo(fileName(from)) >= 0);
    }

    @Override
    public List<StoredObject> listBeginning(String beginning) throws IOException {
        Path start = resolve(beginning);
        return list(folderOf(start), file -> fileName(file).startsWith(fileName(start)));
    }

    private List<StoredObject> list(Path folder, DirectoryStream.Filter<Path> wanted) throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, wanted)) {
            for (Path file : files) {
                describe(file).ifPresent(objects::add);
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        } catch (IOException failure) {
            throw StorageException.of("list " + folder, failure);
        }
        objects.sort(Comparator.comparing(StoredObject::name));
        return objects;
    }

    @Override
    public ObjectPage listAll(String from, int limit) throws IOException {
        try {
            return ObjectPage.upTo(limit, new LocalListing(root, limit).after(from));
        } catch (IOException failure) {
            throw StorageException.of("list " + root, failure);
        }
    }

    @Override
    public FolderPage listFolder(String beginning, String from, int limit) throws IOException {
        try {
            return new LocalListing(root, limit).inFolder(beginning, from);
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return FolderPage.EMPTY;
        } catch (IOException failure) {
            throw StorageException.of("list " + root, failure);
        }
    }

    private Optional<StoredObject> describe(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new StoredObject(
                            root.relativize(file).toString().replace('\\', '/'),
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        }
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        Path target = resolve(name);
        try (Draft draft = Draft.write(folderOf(target), new Content.OfBytes(content))) {
            Files.move(draft.file(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Draft.forceFolder(folderOf(target));
        } catch (IOException failure) {
            throw StorageException.of("write " + target, failure);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Path file = resolve(name);
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw StorageException.of("delete " + file, failure);
        }
    }

    @Override
    public void deleteListed(String name) throws IOException {
        Path file = resolve(name);
        try {
            // A folder on the way may have become a link since it was listed.
            if (folderOf(file).toRealPath().startsWith(root.toRealPath())) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException goneWithItsFolder) {
            return;
        } catch (IOException failure) {
            throw StorageException.of("delete " + file, failure);
        }
    }

    private Path resolve(String name) {
        Path file = root.resolve(name).normalize();
        if (name.isEmpty() || !file.startsWith(root) || file.equals(root)) {
            throw new IllegalArgumentException("'" + name + "' is no object below " + root);
        }
        return file;
    }

    private Path folderOf(Path file) {
        Path folder = file.getParent();
        return folder == null ? root : folder;
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
