package dev.repod.internal.session;

import dev.repod.Limits;

/**
 * What each client of a server may send in a second.
 *
 * @param messages frames of any layer
 * @param bytes of frames, their headers included
 * @param dryRun whether nothing comes of it but a line in the log
 */
record RateRules(RateRule messages, RateRule bytes, boolean dryRun) {
    static RateRules of(Limits limits) {
        return new RateRules(RateRule.messages(limits), RateRule.bytes(limits), limits.isDryRun());
    }
}
