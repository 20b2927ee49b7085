package io.weir.support.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** The example of FIPS 180-4. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isWhatTheStandardSays() {
        byte[] abc = {'a', 'b', 'c'};
        assertThat(Sha256.hex("abc")).isEqualTo(OF_ABC);
        assertThat(Sha256.hex(abc)).isEqualTo(OF_ABC);
        assertThat(Sha256.of(abc)).isEqualTo(HexFormat.of().parseHex(OF_ABC));
        assertThat(Sha256.shortHex("abc", 8)).isEqualTo("ba7816bf8f01cfea");
    }

    @Test
    void textsAreTheirUtf8() {
        assertThat(Sha256.hex("é")).isEqualTo(Sha256.hex(new byte[] {(byte) 0xc3, (byte) 0xa9}));
    }
}
