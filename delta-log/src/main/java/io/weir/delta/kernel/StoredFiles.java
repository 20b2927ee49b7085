package io.weir.delta.kernel;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.weir.delta.storage.StoredObject;
import io.weir.delta.storage.StoredObjects;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A table's files for Kernel to read, out of the store that they lie in: Kernel's own way to them would be Hadoop's, which
 * brings a client of its own for each store. Nothing can be written.
 *
 * @param location what Kernel calls the place that the objects lie below
 * @param scratch folder where copies of Parquet files may lie while they are read
 */
record StoredFiles(String location, StoredObjects objects, Path scratch) implements FileIO {

    static final Map<String, String> SETTINGS = Map.of("delta.kernel.default.parquet.reader.batch-size", "4096");

    @Override
    public CloseableIterator<FileStatus> listFrom(String path) throws IOException {
        String name = nameOf(path);
        String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        var found = objects.listFrom(name);
        if (found.isEmpty() && objects.isEmpty(folder)) {
            throw new FileNotFoundException("There is nothing at " + location + "/" + folder);
        }
        return Utils.toCloseableIterator(found.stream().map(this::status).iterator());
    }

    private FileStatus status(StoredObject object) {
        return FileStatus.of(
                location + "/" + object.name(), object.size(), object.modified().toEpochMilli());
    }

    @Override
    public FileStatus getFileStatus(String path) throws IOException {
        String name = nameOf(path);
        return objects.listFrom(name).stream()
                .filter(object -> object.name().equals(name))
                .findFirst()
                .map(this::status)
                .orElseThrow(() -> new FileNotFoundException(path));
    }

    @Override
    public String resolvePath(String path) {
        return path;
    }

    @Override
    public InputFile newInputFile(String path, long size) {
        return new StoredFile(path, nameOf(path), size, this);
    }

    @Override
    public Optional<String> getConf(String name) {
        return Optional.ofNullable(SETTINGS.get(name));
    }

    private String nameOf(String path) {
        if (!path.startsWith(location + "/")) {
            throw new IllegalArgumentException("'" + path + "' lies outside " + location);
        }
        return path.substring(location.length() + 1);
    }

    @Override
    public boolean mkdirs(String path) {
        throw readOnly();
    }

    @Override
    public OutputFile newOutputFile(String path) {
        throw readOnly();
    }

    @Override
    public boolean delete(String path) {
        throw readOnly();
    }

    @Override
    public void copyFileAtomically(String source, String target, boolean overwrite) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("a store is only read through Kernel");
    }
}
