package dev.repod.internal.limit;

/**
 * Holds a burst, fills at a constant rate, and is emptied by what passes. It knows no clock: it is filled up to a time, as often as
 * its user likes, and no fraction of a token is lost by that. Confined to one thread.
 */
public final class TokenBucket {
    /** What a sum of fractions may miss. */
    private static final double ROUNDING = 1e-9;

    private final Rate rate;
    private double level;
    private long filledNanos;
    private long fullNanos;

    /** A full one. */
    public TokenBucket(Rate rate, long nowNanos) {
        this.rate = rate;
        this.level = rate.burst();
        this.filledNanos = nowNanos;
        this.fullNanos = nowNanos;
    }

    /** Adds what time has brought since it was filled last. */
    public void fill(long nowNanos) {
        fill(nowNanos, 0);
    }

    /**
     * The same where nobody could take from it for a part of that time: what came then is waiting, and is let through behind that.
     * So for this part the bucket is filled beyond its brim. What is not taken at once from above the brim is lost again, at the
     * rate at which it came.
     */
    void fill(long nowNanos, long unreadNanos) {
        long elapsedNanos = nowNanos - filledNanos;
        if (elapsedNanos <= 0) {
            return;
        }
        filledNanos = nowNanos;
        double earned = rate.during(elapsedNanos);
        double extra = rate.during(Math.min(unreadNanos, elapsedNanos));
        double brim = rate.burst();
        level = extra + (level >= brim + 1 ? Math.max(brim, level - earned) : upTo(brim, level + earned - extra));
        if (level >= brim) {
            fullNanos = nowNanos;
        }
    }

    /** No more than that, but for what the next token has earned already. */
    private static double upTo(double brim, double level) {
        double above = level - brim;
        return above <= 0 ? level : brim + (above - (long) above);
    }

    /** Takes one token; false where there is none. */
    public boolean tryTake() {
        if (level < 1 - ROUNDING) {
            return false;
        }
        level--;
        return true;
    }

    /** Takes so many, even where there are fewer: then it is empty for as long as it takes to earn them. */
    public void take(long tokens) {
        level -= tokens;
    }

    /** What is in it: less than nothing where more was taken than there was. */
    public double level() {
        return level;
    }

    public boolean isEmpty() {
        return level <= ROUNDING;
    }

    long filledNanos() {
        return filledNanos;
    }

    /** When it was last found to be full. */
    long fullNanos() {
        return fullNanos;
    }

    /** What was taken since then. */
    double takenSinceFull() {
        return rate.burst() - level + rate.during(filledNanos - fullNanos);
    }
}
