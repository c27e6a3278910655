package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is connected as whom, so that nobody is so twice. Confined to the I/O thread. */
public final class Principals {
    private final boolean replaces;
    private final Map<Object, Claim> claims = new HashMap<>();

    /**
     * Nobody is connected yet.
     *
     * @param replaces whether who comes takes the place of who is there; else the one who comes is refused
     */
    public Principals(boolean replaces) {
        this.replaces = replaces;
    }

    /** From now on this link is that one's; null where another is, and stays. */
    @Nullable Claim claim(Object principal, ServerSession link, long nowNanos) {
        Claim before = claims.get(principal);
        if (before != null && !replaces) {
            return null;
        }
        Claim made = new Claim(this, principal, link);
        claims.put(principal, made);
        if (before != null) {
            before.end(CloseReason.of(Kind.SUPERSEDED, "you have connected from elsewhere"), nowNanos);
        }
        return made;
    }

    /** Who is connected as that one, or about to be; null where nobody is. */
    @Nullable Claim holder(Object principal) {
        return claims.get(principal);
    }

    void release(Claim claim) {
        claims.remove(claim.principal(), claim);
    }

    /** How many are connected, or about to be. */
    int size() {
        return claims.size();
    }
}
