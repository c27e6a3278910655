package dev.repod.internal.session;

/**
 * How much may pass: so much at once, and so much a second from then on.
 *
 * @param burst how much at once
 * @param perSecond how much a second
 */
public record Rate(double burst, double perSecond) {
    private static final double NANOS_PER_SECOND = 1e9;

    double during(long nanos) {
        return nanos * perSecond / NANOS_PER_SECOND;
    }
}
