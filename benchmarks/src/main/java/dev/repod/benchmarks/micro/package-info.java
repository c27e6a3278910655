/**
 * What JMH runs: each benchmark is one step of a message's way, or all of them on links that are no sockets. Every benchmark
 * has the same message, so that the figures add up. They run on JMH's thread, which is the server's loop where there is one.
 */
@NullMarked
package dev.repod.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
