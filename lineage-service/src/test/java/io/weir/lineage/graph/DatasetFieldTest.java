package io.weir.lineage.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.label.NodeLabels;
import io.weir.lineage.openlineage.EventJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A type is a text, whatever events say. */
class DatasetFieldTest {

    @Test
    void aTypeThatIsNotStatedIsNone() {
        String schema = """
                {"fields": [{"name": "a", "type": null}, {"name": "b"}, {"name": "c", "type": "long"},
                            {"name": "d", "type": {"type": "array", "elementType": "long"}}]}""";
        assertThat(DatasetField.of(EventJson.read(schema.getBytes(StandardCharsets.UTF_8)), NodeLabels.NONE))
                .extracting(DatasetField::type)
                .containsExactly(null, null, "long", "{\"elementType\":\"long\",\"type\":\"array\"}");
    }
}
