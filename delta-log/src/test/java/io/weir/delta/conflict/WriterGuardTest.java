package io.weir.delta.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.action.Protocol;
import io.weir.delta.json.UnknownFields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriterGuardTest {

    @Test
    void featuresAreKeptAndReadersAreAskedForNothing() {
        Protocol protocol = protocol(3, 7, List.of("deletionVectors"), List.of("deletionVectors", "unheardOf"));
        Protocol guarded = WriterGuard.on(protocol);
        assertThat(WriterGuard.isOn(protocol)).isFalse();
        assertThat(WriterGuard.isOn(guarded)).isTrue();
        assertThat(guarded.readerFeatures()).containsExactly("deletionVectors");
        assertThat(guarded.writerFeatures()).containsExactlyInAnyOrder("deletionVectors", "unheardOf", "weirGuard");
        assertThat(WriterGuard.off(guarded)).isEqualTo(protocol);
        assertThat(WriterGuard.off(protocol)).isEqualTo(protocol);
    }

    @Test
    void whatAnOldVersionNumberStoodForIsNamed() {
        Protocol guarded = WriterGuard.on(protocol(1, 2, null, null));
        assertThat(guarded).isEqualTo(protocol(1, 7, null, List.of("appendOnly", "invariants", "weirGuard")));
        assertThat(WriterGuard.off(guarded)).isEqualTo(protocol(1, 7, null, List.of("appendOnly", "invariants")));
    }

    @Test
    void aVersionThatNobodyKnowsYetIsNotLowered() {
        assertThat(WriterGuard.on(protocol(1, 8, null, List.of())).minWriterVersion())
                .isEqualTo(8);
    }

    private static Protocol protocol(
            int reader, int writer, @Nullable List<String> readerFeatures, @Nullable List<String> writerFeatures) {
        return new Protocol(reader, writer, readerFeatures, writerFeatures, UnknownFields.NONE);
    }
}
