package io.weir.delta.storage.rest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What is to be stored, from memory or from a file; can be sent as often as it must be, whole or in parts.
 *
 * @param md5 of the bytes, in Base64: a store refuses what arrives otherwise
 */
public record Payload(BodyPublisher body, Parts parts, long size, String md5) {

    /** Gives some of the bytes. */
    public interface Parts {

        /** So many bytes from one on, which are in memory meanwhile. */
        BodyPublisher of(long from, int size) throws IOException;
    }

    public static Payload of(byte[] content) {
        return new Payload(
                BodyPublishers.ofByteArray(content),
                (from, size) -> BodyPublishers.ofByteArray(content, Math.toIntExact(from), size),
                content.length,
                Base64.getEncoder().encodeToString(digest().digest(content)));
    }

    public static Payload of(Path file) throws IOException {
        return new Payload(
                BodyPublishers.ofFile(file), (from, size) -> part(file, from, size), Files.size(file), md5(file));
    }

    private static BodyPublisher part(Path file, long from, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(size);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, from + bytes.position()) < 0) {
                    throw new EOFException(file + " has become shorter");
                }
            }
            return BodyPublishers.ofByteArray(bytes.array());
        }
    }

    private static String md5(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
