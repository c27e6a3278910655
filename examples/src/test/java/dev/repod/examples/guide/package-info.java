/** The samples of the documents, compared with them and played. */
@NullMarked
package dev.repod.examples.guide;

import org.jspecify.annotations.NullMarked;
