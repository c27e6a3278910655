/** Measures round trips: the server pings, the client sends the ping back, the server looks at its watch. */
@NullMarked
package dev.repod.examples.lagtime;

import org.jspecify.annotations.NullMarked;
