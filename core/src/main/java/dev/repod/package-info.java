/** The API. */
@NullMarked
package dev.repod;

import org.jspecify.annotations.NullMarked;
