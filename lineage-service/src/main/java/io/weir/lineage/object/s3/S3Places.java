package io.weir.lineage.object.s3;

import io.weir.lineage.object.ObjectSettings;
import io.weir.lineage.object.Objects;
import io.weir.lineage.object.RemoteObjects;
import io.weir.support.s3.S3Access;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;

/** Reaches S3 with the credentials that the SDK finds: environment, web identity, profile, container, instance. */
@Component
final class S3Places implements RemoteObjects {

    @Override
    public Objects at(String location, ObjectSettings settings) {
        return new S3Objects(
                client(settings.s3()),
                S3Location.parse(location),
                settings.maximumSize().toBytes(),
                PartSizes.USUAL);
    }

    static S3Client client(ObjectSettings.S3 settings) {
        return new S3Access(settings.endpoint(), settings.region(), settings.pathStyle())
                .client()
                .build();
    }
}
