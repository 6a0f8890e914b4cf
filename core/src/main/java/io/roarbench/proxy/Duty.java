package io.roarbench.proxy;

/** How much of its work the proxy does; less than all of it only to measure where time goes. */
public enum Duty {
    /** Copies bytes between two sockets and looks at none. */
    TCP_HOP,
    /** Parses and writes HTTP; verifies, signs and records nothing. Clients must sign for the origin. */
    HTTP_ONLY,
    /** Verifies, signs anew, and records lineage. */
    FULL
}
