package io.weir.lineage.object.s3;

import io.weir.lineage.object.ObjectContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * An object in S3.
 *
 * @param etag as S3 gave it, which reads ask for: of an object that took its place nothing is read
 */
record S3Content(S3Client client, String bucket, String key, String etag, long size, Instant modifiedAt)
        implements ObjectContent {

    static S3Content of(S3Client client, HeadObjectResponse head, String bucket, String key) {
        return new S3Content(client, bucket, key, head.eTag(), head.contentLength(), head.lastModified());
    }

    @Override
    public String version() {
        return etag.replace("\"", "");
    }

    @Override
    public InputStream read(long offset) throws IOException {
        if (offset >= size) {
            return InputStream.nullInputStream();
        }
        try {
            Reading reading = new Reading(client.getObject(
                    get -> get.bucket(bucket).key(key).ifMatch(etag).range("bytes=" + offset + "-")));
            if (!etag.equals(reading.answer.response().eTag())) {
                // A server that does not know conditions on reads.
                reading.close();
                throw new IOException("another object took the place of the one that was found");
            }
            return reading;
        } catch (SdkException failed) {
            throw new IOException("the object could not be read", failed);
        }
    }

    /** Drops what is left when it is closed early: reading it to the end could take hours. */
    private static final class Reading extends FilterInputStream {

        private final ResponseInputStream<GetObjectResponse> answer;
        private boolean atEnd;

        Reading(ResponseInputStream<GetObjectResponse> answer) {
            super(answer);
            this.answer = answer;
        }

        @Override
        public int read() throws IOException {
            return ended(in.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return ended(in.read(buffer, offset, length));
        }

        private int ended(int result) {
            atEnd |= result < 0;
            return result;
        }

        @Override
        public void close() throws IOException {
            if (atEnd) {
                in.close();
            } else {
                answer.abort();
            }
        }
    }
}
