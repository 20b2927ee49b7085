package io.weir.standalone.configuration;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A {@code weir.yaml} file, its levels joined by dots and its lists by {@code [0]}, as Spring names them. */
final class SettingsFile {

    private SettingsFile() {}

    static Map<String, String> read(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            if (document != null && !(document instanceof Map)) {
                throw new ConfigurationException(file + ": expected names with values, such as 'port: 8080'", null);
            }
            flatten("", document, values);
            return values;
        } catch (NoSuchFileException absent) {
            return values;
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null
                    ? 0
                    : malformed.getProblemMark().getLine() + 1;
            throw new ConfigurationException(file + ", line " + line + ": " + malformed.getProblem(), malformed);
        } catch (YAMLException | IOException failure) {
            throw new ConfigurationException(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static void flatten(String name, @Nullable Object value, Map<String, String> values) {
        if (value instanceof Map<?, ?> level) {
            String prefix = name.isEmpty() ? "" : name + ".";
            level.forEach((key, inner) -> flatten(prefix + key, inner, values));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                flatten(name + "[" + i + "]", list.get(i), values);
            }
        } else if (value != null) {
            values.put(name, value.toString());
        }
    }
}
