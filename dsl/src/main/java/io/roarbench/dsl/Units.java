package io.roarbench.dsl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Units on numbers in scenario files: {@code 10.MB}, {@code 1.5.seconds}, {@code 5.percent}. A Groovy extension module.
 * KB, MB and GB count in thousands, KiB, MiB and GiB in 1024s.
 */
public final class Units {

    private Units() {
    }

    /** Thousands of bytes. */
    public static Size getKB(Number n) {
        return size(n, 1_000L);
    }

    /** Millions of bytes. */
    public static Size getMB(Number n) {
        return size(n, 1_000_000L);
    }

    /** Thousand millions of bytes. */
    public static Size getGB(Number n) {
        return size(n, 1_000_000_000L);
    }

    /** 1024 bytes. */
    public static Size getKiB(Number n) {
        return size(n, 1L << 10);
    }

    /** 1024² bytes. */
    public static Size getMiB(Number n) {
        return size(n, 1L << 20);
    }

    /** 1024³ bytes. */
    public static Size getGiB(Number n) {
        return size(n, 1L << 30);
    }

    /** Single bytes. */
    public static Size getBytes(Number n) {
        return size(n, 1L);
    }

    /** Hundredths. */
    public static Share getPercent(Number n) {
        return new Share(n.doubleValue() / 100);
    }

    /** Millionths of a second. */
    public static Duration getMicroseconds(Number n) {
        return duration(n, 1_000L);
    }

    /** Thousandths of a second. */
    public static Duration getMilliseconds(Number n) {
        return duration(n, 1_000_000L);
    }

    /** Seconds. */
    public static Duration getSeconds(Number n) {
        return duration(n, 1_000_000_000L);
    }

    /** Minutes. */
    public static Duration getMinutes(Number n) {
        return duration(n, 60_000_000_000L);
    }

    /** Hours. */
    public static Duration getHours(Number n) {
        return duration(n, 3_600_000_000_000L);
    }

    private static Size size(Number n, long unit) {
        return new Size(product(n, unit));
    }

    private static Duration duration(Number n, long unitNanos) {
        return Duration.ofNanos(product(n, unitNanos));
    }

    private static long product(Number n, long unit) {
        return new BigDecimal(n.toString())
                .multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
