package io.weir.metadata.zone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedLinesTest {

    @Test
    void whatIsPackedComesBackInOrder() throws IOException {
        String large = "{\"path\":\"é\"}\n".repeat(10_000);
        List<byte[]> packed = List.of(pack("a\n"), pack(""), pack(large), pack("b\nc\n"));
        assertThat(packed.get(2)).hasSizeLessThan(large.length() / 10);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackedLines.unpack(packed, out);
        assertThat(out.toString(UTF_8)).isEqualTo("a\n" + large + "b\nc\n");
    }

    @Test
    void whatWasChangedIsNotShown() {
        byte[] packed = pack("{\"path\":\"a\"}\n{\"path\":\"b\"}\n");
        packed[packed.length / 2] ^= 1;
        assertThatThrownBy(() -> PackedLines.unpack(List.of(packed), new ByteArrayOutputStream()))
                .isInstanceOf(ZstdException.class);
    }

    private static byte[] pack(String lines) {
        return PackedLines.pack(lines.getBytes(UTF_8));
    }
}
