package io.weir.lineage.openlineage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** This service as a producer of OpenLineage events, for what it learns by its other doors. */
public final class Producer {

    private static final String URI = "urn:weir:lineage-service";
    private static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json";

    private Producer() {}

    /** The members that every event has. */
    public static Map<String, Object> event(Instant time) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventTime", time.toString());
        event.put("producer", URI);
        event.put("schemaURL", SCHEMA);
        return event;
    }

    /** A facet with the members that every facet has. */
    public static Map<String, Object> facet(Map<String, Object> members) {
        Map<String, Object> facet = new LinkedHashMap<>(members);
        facet.put("_producer", URI);
        facet.put("_schemaURL", SCHEMA + "#/$defs/BaseFacet");
        return facet;
    }
}
