package journal.entry;

import domain.FailureReason;
import domain.Role;

/**
 * How many windows of a topic and role ended, or stand, in one way.
 *
 * @param reason null where none is noted
 */
public record OutcomeCount(
    long topic, Role role, EntryState state, FailureReason reason, long count) {}
