package dev.repod.internal.wire;

/** How the components of one record class go to and from bytes. */
abstract class RecordShape {
    /** Writes all components in order; answers how many it wrote. What an accessor throws comes out. */
    abstract int write(PackWriter out, Record record) throws Throwable;

    /** Reads each component where it was found, and makes the record. What its constructor throws comes out. */
    abstract Record read(PackReader in) throws Throwable;
}
