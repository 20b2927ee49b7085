package io.weir.standalone.resource;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What words without quotes are: as in YAML 1.2 and JSON, where {@code no}, {@code on}, {@code 010}, {@code 12:30:00} and
 * {@code 2027-01-31} are texts.
 */
final class PlainResolver extends Resolver {

    private static final Pattern TRUTH = Pattern.compile("true|false");
    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
    private static final String NUMBERS_BEGIN = "-0123456789";

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, TRUTH, "tf");
        addImplicitResolver(Tag.INT, WHOLE, NUMBERS_BEGIN);
        addImplicitResolver(Tag.FLOAT, DECIMAL, NUMBERS_BEGIN);
        addImplicitResolver(Tag.MERGE, MERGE, "<");
        addImplicitResolver(Tag.NULL, NULL, "~nN\0");
        addImplicitResolver(Tag.NULL, EMPTY, null);
    }
}
