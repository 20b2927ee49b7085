package io.weir.platform.store;

import java.net.URI;
import java.util.Optional;

/** Reads where streams of Amazon Kinesis are, and how to sign in there: in the words of files in S3. */
final class KinesisPlace {

    /** Becomes a part of the host that is connected to. */
    private static final String REGION = "[a-z]{2,4}(-[a-z]{2,20}){1,3}-[0-9]{1,2}";

    private static final String ENDPOINT = "https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(:[1-9][0-9]{0,4})?";

    private KinesisPlace() {}

    static StoreTarget read(StoreProperties properties) {
        String region = properties.required("region", REGION, "where the streams are, as in eu-central-1");
        Optional<URI> endpoint = properties
                .optional(
                        "endpoint",
                        ENDPOINT,
                        "as in https://kinesis.example.com:4567, of a server that is not Amazon's own in the region;"
                                + " or nothing")
                .map(URI::create);
        AmazonSignIn.accessKeyId(properties);
        return new StoreTarget.Kinesis(
                region,
                endpoint,
                properties.requiredUnrepeated(
                        AmazonSignIn.SECRET_ACCESS_KEY, KafkaSignIn.SECRET, KafkaSignIn.SECRET_RULE));
    }
}
