package dev.repod.testkit.proof;

/**
 * Where a link was cut.
 *
 * @param place within what
 * @param offset after how many bytes of it
 * @param length how many it has, so that there are as many offsets; 0 where that does not matter
 */
record Cut(Place place, int offset, int length) {
    /** Somewhere else. */
    static final Cut LATER = at(Place.LATER);

    /** A cut at no byte in particular. */
    static Cut at(Place place) {
        return new Cut(place, 0, 0);
    }
}
