package io.weir.standalone.resource;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where the fields of a document stand in its file. */
final class Places {

    /** Deeper fields stand where what they are in does. */
    private static final int DEEPEST = 20;

    private final String file;
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private Places(String file) {
        this.file = file;
    }

    static Places of(String file, Node document) {
        Places places = new Places(file);
        places.collect("", document, 0);
        return places;
    }

    private void collect(String path, Node node, int depth) {
        // Lines are told counting from 1. An alias stands where it was first written.
        lines.putIfAbsent(path, node.getStartMark().getLine() + 1);
        if (depth == DEEPEST) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            for (NodeTuple field : mapping.getValue()) {
                if (field.getKeyNode() instanceof ScalarNode key) {
                    String inner = inner(path, key.getValue());
                    lines.putIfAbsent(inner, key.getStartMark().getLine() + 1);
                    collect(inner, field.getValueNode(), depth + 1);
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            for (int index = 0; index < sequence.getValue().size(); index++) {
                collect(
                        inner(path, Integer.toString(index)),
                        sequence.getValue().get(index),
                        depth + 1);
            }
        }
    }

    /** The path of a field in what is at {@code path}. */
    static String inner(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** A file that is named in this one; of standard input where the command runs. */
    Path beside(String name) {
        return Path.of(file).resolveSibling(name);
    }

    /** {@code lake.yaml:12}, of a field or, where it is not there, of what it belongs in. */
    String of(String path) {
        String known = path;
        while (!lines.containsKey(known)) {
            known = known.substring(0, Math.max(0, known.lastIndexOf('.')));
        }
        return file + ":" + lines.get(known);
    }
}
