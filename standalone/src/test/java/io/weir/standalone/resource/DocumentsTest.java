package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DocumentsTest {

    @TempDir
    Path folder;

    @Test
    void wordsAreWhatTheyLookLike() throws IOException {
        Path file = Files.writeString(
                folder.resolve("f"),
                "country: no\nzip: 010\ntime: 12:30:00\nday: 2027-01-31\nmany: 4\npart: 0.5\nis: true\nnone: null\nempty:\n");
        assertThat(Documents.read(file).get(0).toString())
                .isEqualTo(
                        "{\"country\":\"no\",\"zip\":\"010\",\"time\":\"12:30:00\",\"day\":\"2027-01-31\",\"many\":4,"
                                + "\"part\":0.5,\"is\":true,\"none\":null,\"empty\":null}");
    }

    @Test
    void whatIsNoDocumentThatAnybodyMeantIsRefusedInALine() throws IOException {
        StringBuilder doubled = new StringBuilder("a0: &a0 x\n");
        for (int level = 1; level < 24; level++) {
            doubled.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
        }
        refuses("a: &a\n  b: 1\n  c: *a\n".getBytes(StandardCharsets.UTF_8), "in itself by an alias");
        refuses(doubled.toString().getBytes(StandardCharsets.UTF_8), "more than 1000000 values");
        refuses("name: \u00e9".getBytes(StandardCharsets.ISO_8859_1), "it is no text in UTF-8");
    }

    /** What should have made them has failed, and nobody shall take it for done. */
    @Test
    void filesThatDeclareNothingAreRefused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "");
        Path remarks = Files.writeString(folder.resolve("remarks.yaml"), "# nothing yet\n---\n");
        Findings findings = new Findings();
        assertThat(Manifest.read(List.of(empty, remarks), findings)).isEmpty();
        assertThatThrownBy(findings::requireNone)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(empty + ", " + remarks + ": declares nothing, expected: a document with kind");
    }

    private void refuses(byte[] content, String why) throws IOException {
        Path file = Files.write(folder.resolve("f"), content);
        assertThatThrownBy(() -> Documents.read(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(why);
    }

    @Test
    void aFieldIsSetAtItsLevel() {
        ObjectNode object = JsonMapper.shared().createObjectNode();
        Documents.set(object, "a.b", "7");
        Documents.set(object, "a.c", "null");
        Documents.set(object, "a.d", "[x, y]");
        Documents.set(object, "e", "");
        Documents.set(object, "f", "{not: taken}");
        assertThat(object.toString())
                .isEqualTo("{\"a\":{\"b\":7,\"c\":null,\"d\":[\"x\",\"y\"]},\"e\":\"\",\"f\":\"{not: taken}\"}");
    }

    @Test
    void aFieldHasAPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "a: 1\nb:\n  c: [x,\n    y]\n---\n\nd: 2\n");
        Places first = Documents.readPlaced(file).get(0).places();
        assertThat(first.of("b.c.1")).isEqualTo(file + ":4");
        assertThat(first.of("b.c.x.y")).isEqualTo(file + ":3");
        assertThat(first.of("nothing")).isEqualTo(file + ":1");
        assertThat(Documents.readPlaced(file).get(1).places().of("d")).isEqualTo(file + ":7");
    }
}
