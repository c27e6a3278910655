package dev.repod;

/**
 * What happens when a client comes in as somebody who is connected already: two principals are the same one where {@code equals}
 * says so. Who is away, and whose session waits for him, counts as connected.
 */
public enum SamePrincipal {
    /** The newer client takes the place of the older one, which ends as {@link CloseReason.Kind#SUPERSEDED}, and does not return. */
    REPLACE,
    /** The newer client is refused. A player whose link is lost is kept out until the server has noticed. */
    REFUSE,
    /** Both are connected. */
    ALLOW
}
