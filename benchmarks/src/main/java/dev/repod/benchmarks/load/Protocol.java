package dev.repod.benchmarks.load;

import dev.repod.benchmarks.sample.KryoEcho;
import dev.repod.benchmarks.sample.Traffic;

/** How a server talks. */
public enum Protocol {
    /** Our wire: a greeting, then answers. */
    REPOD,
    /** Our messages without the greeting. */
    ANSWERS,
    /** No messages at all: what comes in is sent back. */
    BYTES,
    /** KryoNet's wire: it says the connection's number, then answers. */
    KRYO;

    Traffic traffic(Job job) {
        return this == KRYO ? KryoEcho.traffic() : Traffic.of(job.action(), job.textChars(), this == BYTES);
    }

    /** How many frames come at accept. A fan-out's receivers are told that they are, by every server. */
    int greetings(Job.Work work) {
        return work != Job.Work.FAN_OUT && (this == ANSWERS || this == BYTES) ? 0 : 1;
    }
}
