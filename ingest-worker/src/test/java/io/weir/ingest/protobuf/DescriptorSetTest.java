package io.weir.ingest.protobuf;

import static io.weir.ingest.protobuf.ProtobufRecords.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DescriptorSetTest {

    private static final String ID = "field { name: \"id\" number: 1 label: LABEL_OPTIONAL type: TYPE_INT64 }";

    private static void refused(byte[] bytes, String... reason) {
        assertThatExceptionOfType(DescriptorsRefusedException.class)
                .isThrownBy(() -> DescriptorSet.parse(bytes))
                .withMessageContainingAll(reason);
    }

    private static String file(String name, String more) {
        return "file { name: \"" + name + "\" syntax: \"proto3\" " + more + " }";
    }

    @Test
    void messagesAreFoundByTheirFullNames() throws Exception {
        DescriptorSet set = DescriptorSet.parse(set(ProtobufRecords.SHOP));

        assertThat(set.messages()).containsExactly("shop.v1.Item", "shop.v1.Order");
        assertThat(set.message("Order")).isEmpty();
        assertThat(set.message("shop.v1.Order.CountsEntry")).isEmpty();
    }

    @Test
    void whatIsNoWholeSetIsRefused() {
        refused(new byte[0], "empty");
        refused("syntax = \"proto3\";".getBytes(StandardCharsets.UTF_8), "is no FileDescriptorSet");
        refused(new byte[] {16, 1}, "is no FileDescriptorSet");
        refused(set(file("a", "dependency: \"b\"")), "has no file b before a", "--include_imports");
        refused(set(file("a", "") + file("a", "")), "file a twice");
        refused(set(file("a", "enum_type { name: \"E\" value { name: \"A\" number: 0 } }")), "has no message");
        refused(
                set(
                        file(
                                "a",
                                "message_type { name: \"A\" field { name: \"b\" number: 1 type: TYPE_MESSAGE type_name: \".B\" } }")),
                "file a that cannot be",
                "B");
        refused(set("file { name: \"a\" syntax: \"editions\" }"), "syntax editions");
    }

    @Test
    void aMessageTakesAlongWhatItImportsAndNothingElse() throws Exception {
        String own = "message_type { name: \"A\" field { name: \"b\" number: 1 label: LABEL_OPTIONAL type: TYPE_MESSAGE"
                + " type_name: \".B\" } }";
        DescriptorSet set = DescriptorSet.parse(set(file("b", "message_type { name: \"B\" " + ID + "}")
                + file("c", "message_type { name: \"C\" " + ID + " }")
                + file("a", "dependency: \"b\" source_code_info { location { span: 1 } } " + own)));

        DescriptorSet needed = DescriptorSet.parse(set.needed("A"));
        assertThat(needed.messages()).containsExactly("A", "B");
        assertThat(needed.needed("A")).isEqualTo(set.needed("A"));
        assertThat(set.needed("X")).isEmpty();
    }

    @Test
    void aTypeThatIsCalledATimestampIsNoneUnlessItIsProtobufsOwn() throws Exception {
        DescriptorSet set = DescriptorSet.parse(set("file { name: \"google/protobuf/timestamp.proto\" package:"
                + " \"google.protobuf\" message_type { name: \"Timestamp\" " + ID + " } }"
                + file(
                        "a",
                        "dependency: \"google/protobuf/timestamp.proto\" message_type { name: \"A\" field { name: \"at\""
                                + " number: 1 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name:"
                                + " \".google.protobuf.Timestamp\" } }")));

        assertThat(set.message("A").orElseThrow().columns().sql()).contains("TIMESTAMP WITH TIME ZONE");
    }

    /** Thirty types, each with two fields of the next, would be a thousand million columns. */
    @Test
    void aMessageWithoutEndIsRefusedAndOneWithoutColumnsToo() throws Exception {
        String types = IntStream.range(0, 30)
                .mapToObj(type ->
                        "message_type { name: \"T" + type + "\" " + part("a", 1, type) + part("b", 2, type) + "}")
                .collect(Collectors.joining());
        DescriptorSet set = DescriptorSet.parse(set(file(
                "a",
                types + " message_type { name: \"T30\" " + ID
                        + " } message_type { name: \"None\" } message_type { name:" + " \"Twice\" " + ID
                        + ID.replace("\"id\"", "\"ID\"").replace("1", "2") + " }")));

        assertThatExceptionOfType(DescriptorsRefusedException.class)
                .isThrownBy(() -> set.message("T0"))
                .withMessageContaining("more than 5000 fields");
        assertThatExceptionOfType(DescriptorsRefusedException.class)
                .isThrownBy(() -> set.message("None"))
                .withMessageContaining("has no field");
        assertThatExceptionOfType(DescriptorsRefusedException.class)
                .isThrownBy(() -> set.message("Twice"))
                .withMessageContaining("but for their case");
    }

    private static String part(String name, int number, int type) {
        return "field { name: \"" + name + "\" number: " + number
                + " label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: \".T" + (type + 1) + "\" } ";
    }
}
