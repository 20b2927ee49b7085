package io.weir.standalone.resource;

import java.io.PrintWriter;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a result is printed. */
enum OutputFormat {
    /** Columns, for people. */
    TABLE {
        @Override
        void print(JsonNode value, List<String> columns, PrintWriter out) {
            Rows.print(value, columns, out);
        }
    },
    JSON {
        @Override
        void print(JsonNode value, List<String> columns, PrintWriter out) {
            out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        }
    },
    YAML {
        @Override
        void print(JsonNode value, List<String> columns, PrintWriter out) {
            DumperOptions options = new DumperOptions();
            options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
            out.print(new Yaml(options).dump(MAPPER.convertValue(value, Object.class)));
        }
    };

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Prints one object, or an array of them. */
    abstract void print(JsonNode value, List<String> columns, PrintWriter out);
}
