package io.weir.lineage.object;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where objects lie.
 *
 * @param folder holds a folder for each bucket, unless there is a location
 * @param location {@code s3://bucket} or {@code s3://bucket/prefix}, below which they lie in place of the folder
 * @param maximumSize that one object may have
 * @param s3 how S3 is reached; credentials are found as AWS's own programs find them
 */
@ConfigurationProperties("weir.lineage.objects")
public record ObjectSettings(
        @DefaultValue(".weir/objects") Path folder,
        @Nullable String location,
        @DefaultValue("1TB") DataSize maximumSize,
        @DefaultValue S3 s3) {

    /**
     * How S3 is reached.
     *
     * @param endpoint of a server that speaks as S3 does, as MinIO; Amazon's own where absent
     * @param region where the bucket is; found as AWS's own programs find it where absent
     * @param pathStyle whether the bucket is part of the path, not of the host's name
     */
    public record S3(
            @Nullable URI endpoint,
            @Nullable String region,
            @DefaultValue("false") boolean pathStyle) {}
}
