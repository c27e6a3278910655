/**
 * The programs that measure. {@link dev.repod.benchmarks.Micro} measures parts of the library in one JVM with JMH, without
 * sockets. Nothing here is part of the library, and everything here may look into its internals.
 */
@NullMarked
package dev.repod.benchmarks;

import org.jspecify.annotations.NullMarked;
