package io.weir.delta.storage.s3;

import io.weir.delta.storage.Deletions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Deletes up to 1,000 objects with one call, whose answer names those that it did not delete. */
record S3Deletion(S3Client client, S3Keys keys) {

    private static final int MOST = 1000;

    /** What a server answers that does not know the call, or wants it otherwise than AWS's client makes it. */
    private static final List<Integer> UNKNOWN = List.of(400, 405, 501);

    private static final Map<String, Integer> STATUS =
            Map.of("AccessDenied", 403, "SlowDown", 503, "InternalError", 500);

    /** Empty if the server does not know the call. */
    Optional<Deletions> of(List<String> names) {
        List<String> gone = new ArrayList<>();
        for (int from = 0; from < names.size(); from += MOST) {
            Optional<Deletions> some = delete(names.subList(from, Math.min(from + MOST, names.size())));
            if (some.isEmpty()) {
                return Optional.empty();
            }
            gone.addAll(some.get().gone());
            if (some.get().failure().isPresent()) {
                return Optional.of(new Deletions(gone, some.get().failure()));
            }
        }
        return Optional.of(new Deletions(gone, Optional.empty()));
    }

    private Optional<Deletions> delete(List<String> names) {
        List<ObjectIdentifier> objects = names.stream()
                .map(name -> ObjectIdentifier.builder().key(keys.of(name)).build())
                .toList();
        try {
            DeleteObjectsResponse answer = client.deleteObjects(call -> call.bucket(keys.bucket())
                    .delete(all -> all.objects(objects).quiet(true)));
            return Optional.of(deletions(names, answer));
        } catch (SdkException failed) {
            if (failed instanceof S3Exception refused && UNKNOWN.contains(refused.statusCode())) {
                return Optional.empty();
            }
            return Optional.of(
                    new Deletions(List.of(), Optional.of(S3Failures.describe(doing(keys.prefix()), failed))));
        }
    }

    private Deletions deletions(List<String> names, DeleteObjectsResponse answer) {
        Map<String, S3Error> errors = new HashMap<>();
        answer.errors().forEach(error -> errors.put(error.key(), error));
        List<String> gone = names.stream()
                .filter(name -> !errors.containsKey(keys.of(name)))
                .toList();
        return new Deletions(
                gone,
                answer.errors().stream()
                        .findFirst()
                        .map(error -> S3Failures.describe(doing(error.key()), exception(error))));
    }

    private String doing(String key) {
        return "Cannot delete " + keys.uri(key);
    }

    /** As the call for this object alone would have been answered. */
    private static SdkException exception(S3Error error) {
        String code = String.valueOf(error.code());
        return (SdkException) S3Exception.builder()
                .statusCode(STATUS.getOrDefault(code, UNKNOWN.get(0)))
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .message(code.toLowerCase(Locale.ROOT))
                .build();
    }
}
