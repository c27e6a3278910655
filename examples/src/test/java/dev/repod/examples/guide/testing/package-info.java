/** Samples of docs/guide/testing.md, which are tests. */
@NullMarked
package dev.repod.examples.guide.testing;

import org.jspecify.annotations.NullMarked;
