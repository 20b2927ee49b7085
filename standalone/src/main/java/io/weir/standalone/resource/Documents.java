package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects from YAML, of which JSON is a part. */
final class Documents {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path STANDARD_INPUT = Path.of("-");

    private Documents() {}

    /**
     * The objects of a file, one a document; {@code -} is standard input.
     *
     * @throws CommandFailure where it cannot be read, or holds what is no object
     */
    static List<ObjectNode> read(Path file) {
        List<ObjectNode> objects = new ArrayList<>();
        try (Reader reader = open(file)) {
            for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(reader)) {
                if (!(JSON.valueToTree(document) instanceof ObjectNode object)) {
                    throw new CommandFailure(file + ": expected names with values, such as 'name: orders'");
                }
                objects.add(object);
            }
            return objects;
        } catch (NoSuchFileException absent) {
            throw new CommandFailure(file + " is not there", absent);
        } catch (YAMLException | IOException unreadable) {
            String reason = String.valueOf(unreadable.getMessage()).replaceAll("\\s*\n\\s*", " ");
            throw new CommandFailure(file + " cannot be read: " + reason, unreadable);
        }
    }

    private static Reader open(Path file) throws IOException {
        return file.equals(STANDARD_INPUT)
                ? new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8)
                : Files.newBufferedReader(file);
    }

    /** Sets {@code path=value} in an object, levels separated by dots; a value that reads as YAML is taken as that. */
    static void set(ObjectNode object, String path, String value) {
        ObjectNode level = object;
        String[] names = path.split("\\.", -1);
        for (int index = 0; index < names.length - 1; index++) {
            JsonNode inner = level.get(names[index]);
            level = inner instanceof ObjectNode there ? there : level.putObject(names[index]);
        }
        level.set(names[names.length - 1], value(value));
    }

    private static JsonNode value(String text) {
        try {
            Object parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            boolean plain = parsed instanceof Number || parsed instanceof Boolean || parsed instanceof List;
            return plain ? JSON.valueToTree(parsed) : JsonNodeFactory.instance.stringNode(text);
        } catch (YAMLException notYaml) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }
}
