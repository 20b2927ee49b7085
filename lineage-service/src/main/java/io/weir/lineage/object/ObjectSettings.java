package io.weir.lineage.object;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where objects lie.
 *
 * @param folder holds a folder for each bucket
 * @param maximumSize that one object may have
 */
@ConfigurationProperties("weir.lineage.objects")
record ObjectSettings(
        @DefaultValue(".weir/objects") Path folder,
        @DefaultValue("1TB") DataSize maximumSize) {}
