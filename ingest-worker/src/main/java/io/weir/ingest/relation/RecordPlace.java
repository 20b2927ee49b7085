package io.weir.ingest.relation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where records are.
 *
 * @param store name of a store of kind KAFKA, EVENTHUBS or FILES
 * @param topic a topic or hub, or the name of a folder or file below the store's folder
 */
@Schema(name = "RelationSource")
public record RecordPlace(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "broker") @Nullable
        String store,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "orders") @Nullable
        String topic) {

    String storeName() {
        return Objects.requireNonNull(store);
    }

    String topicName() {
        return Objects.requireNonNull(topic);
    }
}
