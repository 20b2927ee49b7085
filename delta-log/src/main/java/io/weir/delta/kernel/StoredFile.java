package io.weir.delta.kernel;

import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An object for Kernel to read, by a copy that is gone when it is closed: Parquet is read from its end.
 *
 * @param length in bytes, as a listing or an action had it
 */
record StoredFile(String path, String name, long length, StoredFiles files) implements InputFile {

    @Override
    public SeekableInputStream newStream() throws IOException {
        Path copy = Files.createTempFile(Files.createDirectories(files.scratch()), "kernel-", ".copy");
        try {
            if (!files.objects().download(name, copy)) {
                throw new FileNotFoundException(path);
            }
            return new Copy(Files.newByteChannel(copy, StandardOpenOption.READ), copy);
        } catch (IOException failed) {
            Files.deleteIfExists(copy);
            throw failed;
        }
    }

    private static final class Copy extends SeekableInputStream {

        private final SeekableByteChannel channel;
        private final InputStream in;
        private final Path copy;

        Copy(SeekableByteChannel channel, Path copy) {
            this.channel = channel;
            this.in = Channels.newInputStream(channel);
            this.copy = copy;
        }

        @Override
        public long getPos() throws IOException {
            return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            return in.read(buffer, offset, count);
        }

        @Override
        public void readFully(byte[] buffer, int offset, int count) throws IOException {
            if (in.readNBytes(buffer, offset, count) < count) {
                throw new EOFException("fewer than " + count + " bytes are left of " + copy);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(copy);
        }
    }
}
