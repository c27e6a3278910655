/**
 * Actions and their handlers: the {@code @On} methods of a class, found and checked once, and the way of one payload to the
 * handler that takes it. Who is told about a failure is said here; what is told, and to whom over which wire, is not. A
 * table is immutable and safe for any thread; a dispatch runs where the callbacks of its target run.
 */
@NullMarked
package dev.repod.internal.dispatch;

import org.jspecify.annotations.NullMarked;
