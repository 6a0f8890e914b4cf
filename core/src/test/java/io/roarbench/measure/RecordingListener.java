package io.roarbench.measure;

import java.util.ArrayList;
import java.util.List;

/** Keeps what an experiment tells. */
final class RecordingListener implements RoundListener {

    final List<Observation> observations = new ArrayList<>();
    final List<Progress> progress = new ArrayList<>();
    final List<String> unavailable = new ArrayList<>();

    @Override
    public void observed(Observation observation) {
        observations.add(observation);
    }

    @Override
    public void roundEnded(Progress p) {
        progress.add(p);
    }

    @Override
    public void unavailable(String arm, String reason) {
        unavailable.add(arm + ": " + reason);
    }

    List<Observation> measured() {
        return observations.stream().filter(o -> !o.warmUp()).toList();
    }
}
