package journal;

import domain.Reason;

/**
 * How many windows of a topic ended, or stand, in one way.
 *
 * @param reason null where none is noted
 */
public record Tally(long topic, State state, Reason reason, long count) {}
