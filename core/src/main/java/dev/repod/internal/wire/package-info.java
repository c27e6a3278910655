/**
 * Bytes and what they mean: frames are cut, payloads are judged, values and records are read and written.
 *
 * <p>Nothing here knows a connection: no Netty type, no clock, no log, and none of the API's types but its plain values.
 *
 * <p>No class here is safe for two threads at once, except {@link dev.repod.internal.wire.RecordBinding} and the static
 * methods; each reader, writer, scan and cutter belongs to one thread at a time, whichever that is.
 */
@NullMarked
package dev.repod.internal.wire;

import org.jspecify.annotations.NullMarked;
