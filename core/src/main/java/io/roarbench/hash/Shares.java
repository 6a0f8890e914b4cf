package io.roarbench.hash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Splits lanes over threads: the costliest first, each to the thread with the least so far. */
final class Shares {

    private Shares() {
    }

    static List<List<Lane>> split(List<Lane> lanes, int threads) {
        int count = Math.min(threads, lanes.size());
        List<List<Lane>> shares = new ArrayList<>();
        double[] load = new double[count];
        for (int i = 0; i < count; i++) {
            shares.add(new ArrayList<>());
        }
        List<Lane> costliest = lanes.stream().sorted(Comparator.comparingDouble(Shares::cost).reversed()).toList();
        for (Lane lane : costliest) {
            int least = 0;
            for (int i = 1; i < count; i++) {
                least = load[i] < load[least] ? i : least;
            }
            shares.get(least).add(lane);
            load[least] += cost(lane);
        }
        return shares;
    }

    /** About ns a byte on a CPU with SHA extensions; md5 and sha256 fused cost what md5 does. Only the order matters. */
    private static double cost(Lane lane) {
        if (lane instanceof Lane.Single single) {
            return switch (single.algorithm()) {
                case BLAKE3 -> 0.25;
                case SHA256 -> 0.6;
                case SHA512 -> 1.2;
                case MD5 -> 1.3;
            };
        }
        return 1.3;
    }
}
