package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects from YAML, of which JSON is a part. */
final class Documents {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path STANDARD_INPUT = Path.of("-");

    private Documents() {}

    /** One object, and where in which file each of its fields stands. */
    record Document(ObjectNode body, Places places) {}

    /** Values of what was read; only such as JSON has. */
    private static final class Values extends SafeConstructor {

        Values() {
            super(options());
            setAllowDuplicateKeys(false);
        }

        JsonNode of(Node node) {
            return JSON.valueToTree(constructDocument(node));
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return options;
    }

    private static Yaml yaml() {
        DumperOptions output = new DumperOptions();
        return new Yaml(new Values(), new Representer(output), output, options(), new PlainResolver());
    }

    /**
     * The objects of a file, one a document; {@code -} is standard input. Documents with nothing in them are none.
     *
     * @throws CommandFailure where it cannot be read, or holds what is no object
     */
    static List<Document> readPlaced(Path file) {
        List<Document> documents = new ArrayList<>();
        String name = name(file);
        if (Files.isDirectory(file)) {
            throw new CommandFailure(name + " is a folder: name a file in it");
        }
        try (Reader reader = open(file)) {
            for (Node node : yaml().composeAll(reader)) {
                WrittenOut.require(node);
                JsonNode value = new Values().of(node);
                if (value instanceof ObjectNode object) {
                    documents.add(new Document(object, Places.of(name, node)));
                } else if (!value.isNull()) {
                    throw new CommandFailure(name + ": expected names with values, such as 'name: orders'");
                }
            }
            return documents;
        } catch (NoSuchFileException absent) {
            throw new CommandFailure(file + " is not there", absent);
        } catch (YAMLException | JacksonException | IOException unreadable) {
            throw new CommandFailure(name + " cannot be read: " + reason(unreadable), unreadable);
        }
    }

    /** What a file is called in what is said of it. */
    static String name(Path file) {
        return file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
    }

    private static String reason(Exception unreadable) {
        boolean noText = unreadable instanceof CharacterCodingException
                || unreadable.getCause() instanceof CharacterCodingException;
        return noText
                ? "it is no text in UTF-8"
                : String.valueOf(unreadable.getMessage()).replaceAll("\\s*\n\\s*", " ");
    }

    /** The same without the places. */
    static List<ObjectNode> read(Path file) {
        return readPlaced(file).stream().map(Document::body).toList();
    }

    private static Reader open(Path file) throws IOException {
        return file.equals(STANDARD_INPUT)
                ? new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder())
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
        JsonNode asText = JsonNodeFactory.instance.stringNode(text);
        if (text.isEmpty()) {
            return asText;
        }
        try {
            JsonNode parsed = JSON.valueToTree(yaml().load(text));
            return parsed.isObject() || parsed.isString() ? asText : parsed;
        } catch (YAMLException | JacksonException notYaml) {
            return asText;
        }
    }
}
