package io.weir.standalone.resource;

import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** How much a YAML document is once each alias is replaced by what it stands for, which may be itself. */
final class WrittenOut {

    private static final int DEEPEST = 100;
    private static final int MOST = 1_000_000;

    private int values;

    private WrittenOut() {}

    /** @throws YAMLException if it is more than anybody can have meant */
    static void require(Node document) {
        new WrittenOut().add(document, 0);
    }

    private void add(Node node, int depth) {
        if (depth > DEEPEST) {
            throw new YAMLException("it is nested deeper than " + DEEPEST + " levels, or in itself by an alias");
        }
        if (++values > MOST) {
            throw new YAMLException("it has more than " + MOST + " values once its aliases are written out");
        }
        if (node instanceof MappingNode mapping) {
            for (NodeTuple field : mapping.getValue()) {
                add(field.getKeyNode(), depth + 1);
                add(field.getValueNode(), depth + 1);
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> add(element, depth + 1));
        }
    }
}
