package io.weir.metadata.zone;

import com.github.luben.zstd.ZstdDecompressCtx;
import io.weir.metadata.packing.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Lines of a listing, as they are kept: a {@linkplain Frame frame}, or nothing for no lines. Neighbours' lines have much
 * in common, so that it is a tenth of them or less; a line costs less than a microsecond to pack, and a fifth of one to unpack.
 */
public final class PackedLines {

    /** Of more bytes than this in one zone none are kept: whoever unpacks them has them all in memory. */
    public static final int MOST_BYTES = 4 << 20;

    private PackedLines() {}

    /** Packs lines, each with its line end. */
    public static byte[] pack(byte[] lines) {
        return lines.length == 0 ? lines : Frame.pack(lines);
    }

    /**
     * Writes what was packed, one after the other; one of them at a time is in memory.
     *
     * @throws IOException if {@code out} does
     */
    public static void unpack(List<byte[]> packed, OutputStream out) throws IOException {
        byte[] lines = new byte[0];
        try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
            for (byte[] frame : packed) {
                int size = frame.length == 0 ? 0 : Frame.size(frame);
                lines = size <= lines.length ? lines : new byte[size];
                if (size > 0) {
                    out.write(lines, 0, context.decompressByteArray(lines, 0, size, frame, 0, frame.length));
                }
            }
        }
    }
}
