package io.roarbench.predict;

import io.roarbench.measure.statistics.Bootstrap;
import io.roarbench.measure.statistics.Estimate;
import io.roarbench.tracer.count.CallKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * What one tracer costs: for starting, and for each call of a kind. The costs are solved for in each round of the calibration by itself,
 * and a prediction is the median of what the rounds predict, so that errors of costs that go together cancel as they do in the machine.
 * Costs may come out negative where they are nothing but noise; only their sum is told.
 */
final class CostModel {

    private static final long SEED = 42;
    private static final CallKind[] KINDS = CallKind.values();

    /** By round: the start, then each kind, ns. */
    private final double[][] rounds;
    private final double allowance;

    private CostModel(double[][] rounds, double allowance) {
        this.rounds = rounds;
        this.allowance = allowance;
    }

    /** @throws IllegalArgumentException if the calibration lacks a loop */
    static CostModel of(Calibration calibration, Calibration.Backend backend) {
        DecompositionSolver solver = solver(calibration, backend);
        int count = overheads(backend, Loop.NOTHING.toString()).length;
        double[][] rounds = new double[count][];
        for (int round = 0; round < count; round++) {
            double[] measured = new double[Loop.values().length];
            for (Loop loop : Loop.values()) {
                measured[loop.ordinal()] = overheads(backend, loop.toString())[round];
            }
            rounds[round] = solver.solve(new ArrayRealVector(measured)).toArray();
        }
        CostModel exact = new CostModel(rounds, 0);
        return new CostModel(rounds, exact.worstError(backend));
    }

    private static DecompositionSolver solver(Calibration calibration, Calibration.Backend backend) {
        double[][] rows = new double[Loop.values().length][];
        for (Loop loop : Loop.values()) {
            rows[loop.ordinal()] = row(loop.calls(backend.stops(), calibration.nothing()));
        }
        DecompositionSolver solver = new LUDecomposition(new Array2DRowRealMatrix(rows)).getSolver();
        if (!solver.isNonSingular()) {
            throw new SingularMatrixException();
        }
        return solver;
    }

    /** The exec of the command itself is part of the start. */
    private static double[] row(Map<CallKind, Double> calls) {
        double[] row = new double[KINDS.length + 1];
        row[0] = 1;
        for (CallKind kind : KINDS) {
            row[kind.ordinal() + 1] = calls.getOrDefault(kind, 0.0) - (kind == CallKind.EXEC ? 1 : 0);
        }
        return row;
    }

    private static double[] overheads(Calibration.Backend backend, String program) {
        double[] values = backend.overheads().get(program);
        if (values == null) {
            throw new IllegalArgumentException("the calibration of " + backend.name() + " has no " + program);
        }
        return values;
    }

    /**
     * How far the costs miss what the check programs, which they were not computed from, really cost: the worst relative error beyond what
     * the noise of measuring explains, at most 1.
     */
    private double worstError(Calibration.Backend backend) {
        double worst = 0;
        for (Map.Entry<String, Map<CallKind, Long>> check : backend.checks().entrySet()) {
            Estimate measured = Bootstrap.median(overheads(backend, check.getKey()), SEED);
            Estimate predicted = overhead(check.getValue());
            double off = Math.abs(predicted.value() - measured.value()) - measured.halfWidth() - predicted.halfWidth();
            double size = Math.max(Math.abs(predicted.value()), Math.abs(measured.value()));
            worst = Math.max(worst, off / size);
        }
        return Math.min(1, worst);
    }

    /** What the check programs tell of this model's error, as a share of a prediction, 0 to 1; intervals include it. */
    double allowance() {
        return allowance;
    }

    /** What tracing adds to a command that makes these calls, ns, with its 95 % interval. */
    Estimate overhead(Map<CallKind, Long> calls) {
        Map<CallKind, Double> exact = new EnumMap<>(CallKind.class);
        calls.forEach((kind, count) -> exact.put(kind, (double) count));
        double[] row = row(exact);
        Estimate sum = Bootstrap.median(Arrays.stream(rounds).mapToDouble(costs -> product(row, costs)).toArray(), SEED);
        double model = allowance * sum.value();
        return new Estimate(sum.value(), sum.value() - Math.hypot(sum.value() - sum.low(), model),
                sum.value() + Math.hypot(sum.high() - sum.value(), model), sum.n());
    }

    /** What starting, with the exec of the command, adds, ns. */
    Estimate start() {
        return Bootstrap.median(Arrays.stream(rounds).mapToDouble(costs -> costs[0]).toArray(), SEED);
    }

    /** What one call of a kind adds, ns. */
    Estimate cost(CallKind kind) {
        return Bootstrap.median(Arrays.stream(rounds).mapToDouble(costs -> costs[kind.ordinal() + 1]).toArray(), SEED);
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
