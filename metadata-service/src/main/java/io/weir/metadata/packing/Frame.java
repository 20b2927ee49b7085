package io.weir.metadata.packing;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;

/**
 * A frame of zstd that says its size and has a checksum, <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>. Text of
 * actions is a tenth of it or less; a megabyte takes some milliseconds to pack, and less to unpack.
 */
public final class Frame {

    private static final int FASTEST = 1;

    /** Section 3.1.1 of RFC 8878; no JSON begins so. */
    private static final byte[] MAGIC_NUMBER = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

    private Frame() {}

    /** Packs them, however few they are. */
    public static byte[] pack(byte[] bytes) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(FASTEST);
            context.setChecksum(true);
            return context.compress(bytes);
        }
    }

    /**
     * Bytes that are kept as they are or as a frame of them: those themselves.
     *
     * @param kept no content begins as a frame does
     * @throws ZstdException if it is a frame, and damaged
     */
    public static byte[] content(byte[] kept) {
        return isFrame(kept) ? Zstd.decompress(kept, size(kept)) : kept;
    }

    /** How many bytes are in a frame, as it says itself. */
    public static int size(byte[] frame) {
        return Math.toIntExact(Zstd.getFrameContentSize(frame));
    }

    private static boolean isFrame(byte[] kept) {
        return kept.length >= MAGIC_NUMBER.length
                && Arrays.equals(kept, 0, MAGIC_NUMBER.length, MAGIC_NUMBER, 0, MAGIC_NUMBER.length);
    }
}
