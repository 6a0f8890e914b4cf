package io.roarbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.DoubleStream;

/** How figures are written: with the digits that their interval supports, in the unit that fits their size. */
public final class Numbers {

    private static final String[] TIME_UNITS = {"ns", "µs", "ms", "s"};
    private static final String MINUS = "−";

    private Numbers() {
    }

    /** A time in ns, e.g. {@code 2.31 ms ± 1.2 %}. A NaN half-width leaves the interval out. */
    public static String time(double nanos, double relativeHalfWidth) {
        return plainTime(nanos, relativeHalfWidth) + plusMinus(relativeHalfWidth);
    }

    /** A time without its interval. */
    public static String plainTime(double nanos, double relativeHalfWidth) {
        double value = nanos;
        int unit = 0;
        while (unit < TIME_UNITS.length - 1 && Math.abs(value) >= 999.5) {
            value /= 1000;
            unit++;
        }
        return digits(value, significant(relativeHalfWidth)) + " " + TIME_UNITS[unit];
    }

    /** Bytes per second, e.g. {@code 4.61 GB/s ± 0.8 %}. */
    static String throughput(double bytesPerSecond, double relativeHalfWidth) {
        boolean giga = bytesPerSecond >= 1e9;
        double value = bytesPerSecond / (giga ? 1e9 : 1e6);
        return digits(value, significant(relativeHalfWidth)) + (giga ? " GB/s" : " MB/s") + plusMinus(relativeHalfWidth);
    }

    /** A value in its unit: {@code ns}, {@code bytes}, {@code ns/byte}, {@code share}, or empty for a plain number. */
    static String metric(double value, double relativeHalfWidth, String unit) {
        return switch (unit) {
            case "ns" -> time(value, relativeHalfWidth);
            case "bytes" -> digits(value / (1 << 20), 3) + " MiB" + plusMinus(relativeHalfWidth);
            // A nanosecond per byte is a second per GB.
            case "ns/byte" -> digits(value, significant(relativeHalfWidth)) + " s/GB" + plusMinus(relativeHalfWidth);
            case "share" -> new BigDecimal(100 * value).setScale(1, RoundingMode.DOWN).toPlainString() + " %";
            default -> BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        };
    }

    /** A signed time difference with interval, e.g. {@code +31 µs [+28, +34]}; bounds are in the unit of the value. */
    public static String difference(double nanos, double low, double high) {
        int unit = 0;
        double divisor = 1;
        double size = DoubleStream.of(nanos, low, high).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        while (unit < TIME_UNITS.length - 1 && size / divisor >= 999.5) {
            divisor *= 1000;
            unit++;
        }
        int decimals = Double.isNaN(high - low) && divisor > 1 ? 2 : decimals((high - low) / 2 / divisor);
        return signed(nanos / divisor, decimals) + " " + TIME_UNITS[unit]
                + interval(low / divisor, high / divisor, decimals);
    }

    /** A ratio as a signed change in percent with interval, e.g. {@code +1.2 % [−0.3, +2.7]}. */
    public static String change(double ratio, double low, double high) {
        double value = 100 * (ratio - 1);
        double from = 100 * (low - 1);
        double to = 100 * (high - 1);
        int decimals = decimals((to - from) / 2);
        return signed(value, decimals) + " %" + interval(from, to, decimals);
    }

    private static String interval(double low, double high, int decimals) {
        return Double.isNaN(low) || Double.isNaN(high)
                ? ""
                : " [" + signed(low, decimals) + ", " + signed(high, decimals) + "]";
    }

    /** So many decimals that the half-width shows one or two digits; no more than two. */
    private static int decimals(double halfWidth) {
        if (Double.isNaN(halfWidth) || halfWidth >= 10) {
            return 0;
        }
        return halfWidth >= 0.1 ? 1 : 2;
    }

    /** A number with its sign and so many decimals, e.g. {@code −0.3}. */
    public static String signed(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        String sign = rounded.signum() < 0 ? MINUS : rounded.signum() > 0 ? "+" : "±";
        return sign + rounded.abs().toPlainString();
    }

    private static int significant(double relativeHalfWidth) {
        if (relativeHalfWidth <= 0.002) {
            return 4;
        }
        return relativeHalfWidth > 0.05 ? 2 : 3;
    }

    private static String digits(double value, int significant) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(significant, RoundingMode.HALF_EVEN));
        int scale = Math.max(0, rounded.scale());
        int wanted = Math.max(0, significant - 1 - (int) Math.floor(Math.log10(Math.abs(rounded.doubleValue()))));
        return rounded.setScale(Math.min(Math.max(scale, wanted), 6), RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String plusMinus(double relativeHalfWidth) {
        if (Double.isNaN(relativeHalfWidth)) {
            return "";
        }
        double percent = 100 * relativeHalfWidth;
        return " ± " + (percent >= 9.95
                ? BigDecimal.valueOf(percent).setScale(0, RoundingMode.HALF_EVEN).toPlainString()
                : BigDecimal.valueOf(percent).setScale(1, RoundingMode.HALF_EVEN).toPlainString()) + " %";
    }
}
