package io.roarbench.plan;

/** What names of experiments, variants and tables may look like. */
final class Names {

    private Names() {
    }

    static void check(String what, String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("the name of this " + what + " is empty");
        }
        if (name.indexOf('/') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the " + what + " name '" + name + "' has a '/' or a control character, which names must not have");
        }
    }
}
