package io.roarbench.result;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Histograms of times as results hold them: HdrHistogram's compressed form in Base64. */
public final class Histograms {

    private Histograms() {
    }

    /** A histogram as text. */
    public static String text(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    /**
     * Two histograms, as texts, added up.
     *
     * @throws IllegalArgumentException if a text is no histogram
     */
    public static String sum(String one, String other) {
        Histogram sum = of(one);
        sum.add(of(other));
        return text(sum);
    }

    /** @throws IllegalArgumentException if the text is no histogram */
    public static Histogram of(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a histogram: " + e.getMessage(), e);
        }
    }
}
