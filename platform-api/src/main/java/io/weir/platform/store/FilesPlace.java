package io.weir.platform.store;

import io.weir.support.azure.ContainerPlace;
import io.weir.support.google.GooglePlace;
import io.weir.support.problem.ProblemException;
import io.weir.support.s3.BucketPlace;
import java.net.URI;
import java.util.Optional;

/** Reads where files lie, and how to sign in there if that is a store of objects. */
final class FilesPlace {

    private static final String PATH = "path";
    private static final String ENDPOINT = "endpoint";
    private static final String ACCOUNT_KEY = "accountKey";
    private static final String SHARED_ACCESS = "sharedAccess";
    private static final String RULE = "a folder of the workers, as in /data/captures, without '..' and below"
            + " weir.ingest.replay.allowed-roots; s3://BUCKET/PREFIX; gs://BUCKET/PREFIX; or"
            + " abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/PREFIX";

    private FilesPlace() {}

    static StoreTarget read(StoreProperties properties) {
        String path = properties.required(PATH, "(?!.*/\\.\\.(/|$))(/|s3|abfss?:|gs:)[^\\x00-\\x1f]*", RULE);
        if (path.startsWith("/")) {
            return new StoreTarget.Files(path, Optional.empty(), "", Optional.empty());
        }
        Optional<URI> endpoint = properties
                .optional(
                        ENDPOINT,
                        "https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~-]+)*",
                        "as in https://minio.example.com:9000, of a server that is not the store's own; or nothing")
                .map(URI::create);
        String secret = secretProperty(path, properties);
        String reference = properties.requiredUnrepeated(secret, KafkaSignIn.SECRET, KafkaSignIn.SECRET_RULE);
        return new StoreTarget.Files(path, endpoint, secret, Optional.of(reference));
    }

    private static String secretProperty(String path, StoreProperties properties) {
        if (BucketPlace.parse(path).isPresent()) {
            AmazonSignIn.accessKeyId(properties);
            properties.optional("region", "[a-z0-9-]{1,40}", "where the bucket is, as in eu-central-1; or nothing");
            return AmazonSignIn.SECRET_ACCESS_KEY;
        }
        if (ContainerPlace.parse(path).isPresent()) {
            boolean shared = properties
                    .optionalUnrepeated(SHARED_ACCESS, KafkaSignIn.SECRET, KafkaSignIn.SECRET_RULE)
                    .isPresent();
            if (shared) {
                properties.refuse(ACCOUNT_KEY, "is of no use beside " + SHARED_ACCESS);
            }
            return shared ? SHARED_ACCESS : ACCOUNT_KEY;
        }
        if (GooglePlace.parse(path).isPresent()) {
            return "serviceAccountKey";
        }
        throw ProblemException.invalid("properties." + PATH, "is not what it should be", path, RULE);
    }
}
