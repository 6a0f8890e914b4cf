package io.roarbench.dsl;

import groovy.lang.Closure;

/** A block of a scenario file: the delegate of its closure, whose public methods are its keywords. */
abstract class Block {

    private final Scope scope;
    private final String place;

    Block(Scope scope, String place) {
        this.scope = scope;
        this.place = place;
    }

    /** Where this block's keywords belong, as in "belongs inside table 'throughput'". */
    final String place() {
        return place;
    }

    /** Every keyword calls this first. */
    final void keyword(String name) {
        scope.check(this, name);
    }

    final void inside(Block inner, Closure<?> body) {
        scope.run(inner, body);
    }

    final Scope scope() {
        return scope;
    }
}
