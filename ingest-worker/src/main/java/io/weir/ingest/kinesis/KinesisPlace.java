package io.weir.ingest.kinesis;

import io.weir.ingest.dependency.Outage;
import io.weir.ingest.source.SourceException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Who was called, for what is said of a failure.
 *
 * @param store its name
 * @param key the id of the key that signs in
 * @param where {@code in REGION}, or {@code at ENDPOINT}
 */
record KinesisPlace(String store, String key, String where) {

    private static final Set<String> STRANGER = Set.of(
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "InvalidClientTokenId",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "AccessDenied",
            "AccessDeniedException",
            "NotAuthorized",
            "OptInRequired");

    private static final Set<String> THROTTLED =
            Set.of("ProvisionedThroughputExceededException", "LimitExceededException", "KMSThrottlingException");

    @Override
    public String toString() {
        return "Kinesis " + where;
    }

    /** Whether it is away, and not only refuses something. */
    static boolean isOutage(Throwable failed) {
        return failed instanceof AwsServiceException answered
                ? Outage.isToldBy(answered.statusCode())
                : Outage.isSilence(failed) || failed instanceof ApiCallTimeoutException;
    }

    /** Whether it was asked more than it answers in a while, and did nothing. */
    static boolean isThrottled(SdkException failed) {
        return failed instanceof AwsServiceException answered
                && (answered.isThrottlingException() || THROTTLED.contains(code(answered)));
    }

    /** Whether it is known to have done nothing of what it was asked. */
    static boolean isUndone(SdkException failed) {
        return failed instanceof AwsServiceException answered ? answered.statusCode() < 500 : isUnreached(failed);
    }

    private static boolean isUnreached(Throwable failed) {
        Throwable root = root(failed);
        return root instanceof ConnectException
                || root instanceof UnknownHostException
                || root instanceof NoRouteToHostException;
    }

    /** What to throw for a call that failed. */
    SourceException problem(SdkException failed) {
        if (!(failed instanceof AwsServiceException answered)) {
            return new SourceException(said("does not answer: " + silence(failed)), false, failed);
        }
        boolean lasting = answered.statusCode() < 500 && !isThrottled(answered);
        return new SourceException(said(reason(answered)), lasting, failed);
    }

    private String said(String what) {
        return "store " + store + ": " + this + " " + what;
    }

    private String reason(AwsServiceException answered) {
        if (STRANGER.contains(code(answered)) || answered.statusCode() == 401 || answered.statusCode() == 403) {
            return "does not let " + key + " in: " + told(answered);
        }
        return isThrottled(answered) ? "takes no more calls just now: " + told(answered) : "refuses: " + told(answered);
    }

    /** In a line: what does not match the signature it repeats on many. */
    static String told(SdkException failed) {
        if (!(failed instanceof AwsServiceException answered)) {
            return silence(failed);
        }
        String message = answered.awsErrorDetails() == null
                ? null
                : answered.awsErrorDetails().errorMessage();
        String line =
                message == null ? "" : message.lines().findFirst().orElse("").strip();
        return line.isEmpty() ? code(answered) + ", status " + answered.statusCode() : code(answered) + ", " + line;
    }

    private static String code(AwsServiceException answered) {
        return answered.awsErrorDetails() == null
                ? "an error"
                : String.valueOf(answered.awsErrorDetails().errorCode());
    }

    private static String silence(Throwable failed) {
        Throwable root = root(failed);
        return root instanceof UnknownHostException
                ? "there is no host " + root.getMessage()
                : String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    private static Throwable root(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
