/**
 * The messages that everything is measured with, and their bytes. No sockets, and nothing that measures; any thread.
 */
@NullMarked
package dev.repod.benchmarks.sample;

import org.jspecify.annotations.NullMarked;
