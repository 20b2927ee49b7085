package io.weir.delta.storage.s3;

import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoreRefusedException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what a failure means to whoever runs the store. What S3 itself said is left out, but for its code. */
final class S3Failures {

    /** Of another region, without the right, no such bucket, without conditional writes: nothing that passes by itself. */
    private static final Set<Integer> REFUSALS = Set.of(301, 307, 403, 404, 501);

    private S3Failures() {}

    static StorageException describe(String doing, SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            String message = doing + ": " + meaning(answer);
            return REFUSALS.contains(answer.statusCode())
                    ? new StoreRefusedException(message, answer)
                    : new StorageException(message, answer);
        }
        return new StorageException(doing + ": " + meaning(failure), failure);
    }

    private static String meaning(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? "" : String.valueOf(details.errorCode());
        String told = " (" + answer.statusCode() + " " + code + ")";
        return switch (answer.statusCode()) {
            case 301, 307 -> "the bucket is in another region" + told;
            case 403 ->
                "access is denied; these credentials need s3:GetObject, s3:PutObject, s3:DeleteObject,"
                        + " s3:AbortMultipartUpload and s3:ListBucket there" + told;
            case 404 -> code.equals("NoSuchBucket") ? "there is no such bucket" + told : "S3 does not know it" + told;
            case 409 -> "another write to it is under way; it is tried again" + told;
            case 429, 503 -> "S3 asks for patience; it is tried again" + told;
            case 501 -> "this server does not know conditional writes, which Weir cannot do without" + told;
            default -> "S3 answered" + told;
        };
    }

    private static String meaning(SdkException failure) {
        if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
            return "S3 did not answer in time; whether it was done will be seen";
        }
        if (String.valueOf(failure.getMessage()).startsWith("Unable to load credentials")) {
            return "there are no credentials: neither in the environment, nor from a web identity, profile, container or"
                    + " instance";
        }
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String message = String.valueOf(root.getMessage());
        // As newer versions of java.net have it; older ones leave it to whoever counts the bytes.
        return message.equals("Premature EOF")
                ? "the answer broke off, bytes are missing at its end"
                : root.getClass().getSimpleName() + ": " + message;
    }
}
