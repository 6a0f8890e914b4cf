package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The univariate sets of NIST's Statistical Reference Datasets with their certified values. Digits are the log relative
 * error; the standard deviations of NumAcc2 to 4 cannot have more, since 1.1 or 10000000.1 is no binary fraction.
 */
class NistUnivariateTests {

    @ParameterizedTest
    @CsvSource({
        "Lew,      200, -177.435000000000, 277.332168044316,      14.4, 14.5",
        "Lottery,  218,  518.958715596330, 291.699727470969,      14.5, 14.5",
        "Mavro,     50,  2.00185600000000, 0.000429123454003053,  14.5, 12.5",
        "Michelso, 100,  299.852400000000, 0.0790105478190518,    14.5, 13.5",
    })
    void observed_sets(String set, int n, double mean, double deviation, double meanDigits, double deviationDigits)
            throws IOException {
        check(read(set), n, mean, deviation, meanDigits, deviationDigits);
    }

    @Test
    void the_first_5000_digits_of_pi_as_published() {
        double[] digits = pi(5000).chars().mapToDouble(c -> c - '0').toArray();
        // The published set has a 3 here where π has an 8, and the certified values are those of the set.
        assertThat(digits[956]).isEqualTo(8);
        digits[956] = 3;
        check(digits, 5000, 4.53480000000000, 2.86733906028871, 13.4, 13);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2,        1.1,        1.3,        14.5, 13.5",
        "1000000.2,  1000000.1,  1000000.3,  14.5,  9",
        "10000000.2, 10000000.1, 10000000.3, 14.5,  7.9",
    })
    void one_value_and_then_two_in_turn(double first, double low, double high, double meanDigits, double deviationDigits) {
        double[] x = new double[1001];
        for (int i = 1; i < x.length; i++) {
            x[i] = i % 2 == 1 ? low : high;
        }
        x[0] = first;
        check(x, 1001, first, 0.1, meanDigits, deviationDigits);
    }

    @Test
    void three_large_integers() {
        check(new double[] {10000001, 10000003, 10000002}, 3, 10000002, 1, 15, 15);
    }

    private static void check(
            double[] samples, int n, double mean, double deviation, double meanDigits, double deviationDigits) {
        Summary summary = Summary.of(samples);
        assertThat(summary.n()).isEqualTo(n);
        assertThat(digits(summary.mean(), mean)).as("digits of the mean").isGreaterThanOrEqualTo(meanDigits);
        assertThat(digits(summary.standardDeviation(), deviation)).as("digits of the standard deviation")
                .isGreaterThanOrEqualTo(deviationDigits);
    }

    private static double digits(double value, double certified) {
        return value == certified ? 16 : -Math.log10(Math.abs(value - certified) / Math.abs(certified));
    }

    private static double[] read(String set) throws IOException {
        try (InputStream in = NistUnivariateTests.class.getResourceAsStream("nist/" + set + ".txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.trim().split("\\s+"))).mapToDouble(Double::parseDouble).toArray();
        }
    }

    /** Machin's formula in integers, with ten digits to spare. */
    private static String pi(int digits) {
        BigInteger unit = BigInteger.TEN.pow(digits + 10);
        BigInteger pi = arctangentOfInverse(5, unit).multiply(BigInteger.valueOf(16))
                .subtract(arctangentOfInverse(239, unit).multiply(BigInteger.valueOf(4)));
        return pi.toString().substring(0, digits);
    }

    private static BigInteger arctangentOfInverse(int x, BigInteger unit) {
        BigInteger square = BigInteger.valueOf((long) x * x);
        BigInteger power = unit.divide(BigInteger.valueOf(x));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; power.signum() > 0; k += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(k));
            sum = k % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }
}
