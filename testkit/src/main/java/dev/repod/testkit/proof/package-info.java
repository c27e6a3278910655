/**
 * Evidence of what sessions promise: two games number what they send each other while the network between them is cut again
 * and again, and what both were told is judged afterwards. The judge knows the public API alone and nothing of how the library
 * keeps its promise. A play in a lab runs on the thread that made it; over real sockets the server's diaries are written on
 * its loop.
 */
@NullMarked
package dev.repod.testkit.proof;

import org.jspecify.annotations.NullMarked;
