package io.roarbench.dsl;

/** Carries a {@link ScenarioException} through Groovy code, whose methods declare none. */
final class ScenarioFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ScenarioException scenario;

    ScenarioFailure(ScenarioException scenario) {
        super(scenario.getMessage(), scenario);
        this.scenario = scenario;
    }

    ScenarioException scenario() {
        return scenario;
    }
}
