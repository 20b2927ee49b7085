package io.weir.lineage.object.s3;

import io.weir.lineage.object.ObjectBody;
import io.weir.lineage.object.ObjectContent;
import io.weir.lineage.object.ObjectName;
import io.weir.lineage.object.ObjectPrecondition;
import io.weir.lineage.object.Objects;
import io.weir.lineage.object.StoredObject;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Buckets as folders of one bucket of S3. An object is put there in one piece, or in parts that S3 makes an object of when it
 * has them all, so that nobody ever reads half of one, whoever dies. Parts that a dead process left are no object; a rule
 * of the bucket removes them. Preconditions are S3's to hold. Of a server that passes over them for deletions, they are only looked at
 * before; where one says that it does not know them, nothing is done without: what somebody else writes in between would be lost.
 */
final class S3Objects implements Objects, AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** Gone, being changed at this moment, changed. */
    private static final Set<Integer> OVERTAKEN = Set.of(404, 409, 412);

    private static final int NOT_IMPLEMENTED = 501;

    private final S3Client client;
    private final S3Location location;
    private final long maximumBytes;
    private final PartSizes sizes;

    S3Objects(S3Client client, S3Location location, long maximumBytes, PartSizes sizes) {
        this.client = client;
        this.location = location;
        this.maximumBytes = maximumBytes;
        this.sizes = sizes;
    }

    @Override
    public StoredObject store(
            ObjectName name, InputStream bytes, @Nullable String sha256, @Nullable ObjectPrecondition precondition)
            throws IOException {
        String key = location.key(name);
        ObjectBody body = new ObjectBody(bytes, maximumBytes);
        String replaced = precondition == null ? null : tag(checked(name, precondition));
        try (S3Upload upload = new S3Upload(client, location.bucket(), key, sizes, replaced)) {
            String found = upload.send(body, sha256);
            return new StoredObject(name.bucket(), name.key(), location.uri(key), body.size(), found);
        } catch (SdkException failed) {
            throw refused(name, precondition, failed);
        }
    }

    private Optional<S3Content> checked(ObjectName name, @Nullable ObjectPrecondition precondition) {
        Optional<S3Content> found = look(name);
        if (precondition != null) {
            precondition.check(found.map(S3Content::version).orElse(null));
        }
        return found;
    }

    private static @Nullable String tag(Optional<S3Content> found) {
        return found.map(S3Content::etag).orElse(null);
    }

    /**
     * Whatever S3 refuses because another was faster, the precondition tells the caller of, from what is there now. What the library sent
     * more than once may have been refused because of itself: the first reply may be lost.
     */
    private ProblemException refused(ObjectName name, @Nullable ObjectPrecondition precondition, SdkException failed) {
        if (precondition != null && isOvertaken(failed) && isSentOnce(failed)) {
            checked(name, precondition);
        }
        return precondition != null && isUnknown(failed) ? unconditional() : unavailable(failed);
    }

    private static boolean isUnknown(SdkException failed) {
        return failed instanceof S3Exception answer && answer.statusCode() == NOT_IMPLEMENTED;
    }

    /** It answers so whenever it is asked: nobody is told to ask again. */
    private static ProblemException unconditional() {
        return ProblemException.invalid(
                HttpHeaders.IF_MATCH,
                "cannot be held to: the object store does not know conditions of writes and deletions; nothing was changed",
                "an object store that answers " + NOT_IMPLEMENTED,
                "no If-Match, which changes whatever is there by then; or an object store with conditional writes");
    }

    private static boolean isOvertaken(SdkException failed) {
        return failed instanceof S3Exception answer && OVERTAKEN.contains(answer.statusCode());
    }

    private static boolean isSentOnce(SdkException failed) {
        Integer attempts = failed.numAttempts();
        return attempts == null || attempts == 1;
    }

    @Override
    public Optional<ObjectContent> find(ObjectName name) {
        return look(name).map(found -> found);
    }

    private Optional<S3Content> look(ObjectName name) {
        String key = location.key(name);
        try {
            return Optional.of(S3Content.of(
                    client,
                    client.headObject(head -> head.bucket(location.bucket()).key(key)),
                    location.bucket(),
                    key));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        } catch (SdkException failed) {
            throw unavailable(failed);
        }
    }

    /** S3 removes what is not there, too, without a word. */
    @Override
    public boolean remove(ObjectName name, @Nullable ObjectPrecondition precondition) {
        Optional<S3Content> found = checked(name, precondition);
        if (found.isEmpty()) {
            return false;
        }
        String removed = precondition == null ? null : tag(found);
        try {
            client.deleteObject(delete ->
                    delete.bucket(location.bucket()).key(location.key(name)).ifMatch(removed));
            return true;
        } catch (SdkException failed) {
            throw refused(name, precondition, failed);
        }
    }

    private static ProblemException unavailable(SdkException cause) {
        return ProblemException.unavailable(
                "The object store did not do its part: whether this was carried out is not known. Repeat it.",
                RETRY_AFTER,
                cause);
    }

    @Override
    public void close() {
        client.close();
    }
}
