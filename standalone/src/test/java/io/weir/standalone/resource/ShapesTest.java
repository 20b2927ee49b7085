package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The platform takes no number for a text, and people write texts without quotes. */
class ShapesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void whatIsATextIsSentAsOneWhereverItStands() {
        Schema schema = new Schema(definition -> definition, JSON.readTree("""
                {"properties":{
                  "name":{"type":"string"},
                  "units":{"type":"integer"},
                  "roles":{"type":"array","items":{"type":"string"}},
                  "steps":{"type":"array","items":{"properties":{"as":{"type":"string"}}}},
                  "properties":{"additionalProperties":{"type":"string"}}}}"""));
        ObjectNode body = (ObjectNode) JSON.readTree("""
                {"name":2026,"units":3,"roles":["a",7,true],"steps":[{"as":1}],"properties":{"retention.ms":60000}}""");

        Shapes.fit(schema, body);

        assertThat(body).isEqualTo(JSON.readTree("""
                {"name":"2026","units":3,"roles":["a","7","true"],"steps":[{"as":"1"}],\
                "properties":{"retention.ms":"60000"}}"""));
    }
}
