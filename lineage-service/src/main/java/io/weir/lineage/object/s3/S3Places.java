package io.weir.lineage.object.s3;

import io.weir.lineage.object.ObjectSettings;
import io.weir.lineage.object.Objects;
import io.weir.lineage.object.RemoteObjects;
import java.time.Duration;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Reaches S3 with the credentials that the SDK finds: environment, web identity, profile, container, instance. */
@Component
final class S3Places implements RemoteObjects {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** What servers of one's own take for any region. */
    private static final String SOME_REGION = "us-east-1";

    @Override
    public Objects at(String location, ObjectSettings settings) {
        return new S3Objects(
                client(settings.s3()),
                S3Location.parse(location),
                settings.maximumSize().toBytes(),
                PartSizes.USUAL);
    }

    static S3Client client(ObjectSettings.S3 settings) {
        S3ClientBuilder client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE)
                        .build())
                .forcePathStyle(settings.pathStyle())
                // The newer checksums are unknown to many servers; parts go with the one that all know.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        String region = settings.region();
        if (settings.endpoint() != null) {
            client.endpointOverride(settings.endpoint());
            region = region == null ? SOME_REGION : region;
        }
        if (region != null) {
            client.region(Region.of(region));
        }
        return client.build();
    }
}
