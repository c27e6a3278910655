package dev.repod.testkit.proof;

import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param seed where the first play gets its chance from; the next one takes the next number
 * @param seeds how many plays there are
 * @param cuts how many cuts, over all of them
 * @param messages how many messages, both ways and over all of them
 * @param overTcp over real sockets, instead of in a lab
 */
record ProveOptions(long seed, int seeds, int cuts, long messages, boolean overTcp) {
    private static final int MOST_SEEDS = 1_000_000;
    private static final int MOST_CUTS = 10_000_000;
    private static final long MOST_MESSAGES = 2_000_000_000L;

    /** Reads the words behind {@code prove sessions}. */
    static ProveOptions parse(List<String> words, long anySeed) throws WrongUsageException {
        Words rest = new Words(words);
        long seed = anySeed;
        int seeds = 0;
        int cuts = 0;
        long messages = 0;
        boolean overTcp = false;
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--seed" -> seed = rest.number(word, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--seeds" -> seeds = (int) rest.number(word, 1, MOST_SEEDS);
                case "--cuts" -> cuts = (int) rest.number(word, 1, MOST_CUTS);
                case "--messages" -> messages = rest.number(word, 1, MOST_MESSAGES);
                case "--tcp" -> overTcp = true;
                default -> throw new WrongUsageException("there is no option '" + word + "'");
            }
        }
        return filled(seed, seeds, cuts, messages, overTcp);
    }

    private static ProveOptions filled(long seed, int seeds, int cuts, long messages, boolean overTcp) {
        int allCuts = cuts > 0 ? cuts : overTcp ? 100 : 1_000;
        long allMessages = messages > 0 ? messages : overTcp ? 60_000 : 200_000;
        int allSeeds = seeds > 0 ? seeds : overTcp ? 1 : Math.min(20, allCuts);
        return new ProveOptions(seed, allSeeds, allCuts, allMessages, overTcp);
    }

    /** Of one of the plays. */
    Scale scale() {
        return new Scale(Math.max(1, ceilDiv(cuts, seeds)), ceilDiv(messages, seeds));
    }

    private static int ceilDiv(long all, int parts) {
        return Math.toIntExact((all + parts - 1) / parts);
    }
}
