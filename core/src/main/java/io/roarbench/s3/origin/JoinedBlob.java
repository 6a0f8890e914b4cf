package io.roarbench.s3.origin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ranges of other blobs one after the other: a completed upload, or a copied range, moves no byte. */
final class JoinedBlob extends CountedBlob {

    private record Piece(Blob blob, long offset, long length) {
    }

    private final List<Piece> pieces = new ArrayList<>();
    private long size;

    /** Holds the blobs from now on. */
    static JoinedBlob of(List<Blob> blobs) {
        JoinedBlob joined = new JoinedBlob();
        blobs.forEach(blob -> joined.add(blob, 0, blob.size()));
        return joined;
    }

    static JoinedBlob range(Blob blob, long offset, long length) {
        JoinedBlob joined = new JoinedBlob();
        joined.add(blob, offset, length);
        return joined;
    }

    private void add(Blob blob, long offset, long length) {
        pieces.add(new Piece(blob.retain(), offset, length));
        size += length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(long offset, long length, Consumer<Object> out) throws IOException {
        requireHeld();
        long from = offset;
        long left = length;
        for (Piece piece : pieces) {
            if (left > 0 && from < piece.length()) {
                long part = Math.min(left, piece.length() - from);
                piece.blob().write(piece.offset() + from, part, out);
                left -= part;
                from = 0;
            } else if (left > 0) {
                from -= piece.length();
            }
        }
    }

    @Override
    void free() {
        pieces.forEach(piece -> piece.blob().release());
    }
}
