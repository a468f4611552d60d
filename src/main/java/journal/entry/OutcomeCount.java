package journal.entry;

import domain.FailureReason;

/**
 * How many windows of a topic ended, or stand, in one way.
 *
 * @param reason null where none is noted
 */
public record OutcomeCount(long topic, EntryState state, FailureReason reason, long count) {}
