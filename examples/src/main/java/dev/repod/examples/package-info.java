/** The examples' command line: {@code ./repod} runs its {@code Main}. The examples themselves are in the packages below. */
@NullMarked
package dev.repod.examples;

import org.jspecify.annotations.NullMarked;
