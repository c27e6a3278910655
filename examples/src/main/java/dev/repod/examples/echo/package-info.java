/** A server that says again what it hears: for tools, and for trying out a new client. */
@NullMarked
package dev.repod.examples.echo;

import org.jspecify.annotations.NullMarked;
