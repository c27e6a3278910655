@NullMarked
package dev.repod.examples;

import org.jspecify.annotations.NullMarked;
