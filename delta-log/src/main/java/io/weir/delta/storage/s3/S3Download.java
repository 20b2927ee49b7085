package io.weir.delta.storage.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One object on its way out of a bucket. An answer that ends early is no answer: java.net's client says nothing of it, and
 * half of a log file must never be taken for all of it.
 */
record S3Download(S3Client client, String bucket, String key) {

    /** A file of any size may take long while it does come; a silent connection ends before. */
    private static final Duration LONGEST = Duration.ofHours(2);

    /** Status of what is there, but not as it was wanted. */
    private static final int ANOTHER = 412;

    private interface Reading<T> {
        T of(InputStream whole, @Nullable Long size) throws IOException;
    }

    /** The whole object; empty if there is none. */
    Optional<byte[]> bytes() {
        return read(request(), (whole, size) -> whole.readAllBytes());
    }

    /**
     * Writes the whole object to a file; false if there is none.
     *
     * @param tag of the object that is wanted and of no other; empty for any
     */
    boolean toFile(Path target, String tag) {
        GetObjectRequest patient = request().toBuilder()
                .ifMatch(tag.isEmpty() ? null : tag)
                .overrideConfiguration(set -> set.apiCallTimeout(LONGEST).apiCallAttemptTimeout(LONGEST))
                .build();
        return read(patient, (whole, size) -> Files.copy(whole, target, StandardCopyOption.REPLACE_EXISTING))
                .isPresent();
    }

    /** Whether the object has the same bytes; empty if there is none. */
    Optional<Boolean> compare(S3Payload payload) {
        return read(request(), (whole, size) -> (size == null || size == payload.size()) && payload.equalTo(whole));
    }

    private GetObjectRequest request() {
        return GetObjectRequest.builder().bucket(bucket).key(key).build();
    }

    /** The SDK reads again what breaks off, as often as it repeats any call. */
    private <T> Optional<T> read(GetObjectRequest request, Reading<T> reading) {
        try {
            return Optional.of(client.getObject(request, (response, stream) -> {
                try {
                    Long size = response.contentLength();
                    return reading.of(size == null ? stream : new Whole(stream, size), size);
                } catch (IOException brokenOff) {
                    throw RetryableException.create("the answer broke off", brokenOff);
                }
            }));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        } catch (S3Exception refused) {
            if (refused.statusCode() == ANOTHER) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Fails where the stream ends before it should. */
    private static final class Whole extends FilterInputStream {

        private long left;

        Whole(InputStream in, long size) {
            super(in);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count(next < 0 ? -1 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            count(count);
            return count;
        }

        private void count(int count) throws IOException {
            if (count < 0 && left > 0) {
                throw new IOException(left + " bytes are missing at its end");
            }
            left -= Math.max(count, 0);
        }
    }
}
