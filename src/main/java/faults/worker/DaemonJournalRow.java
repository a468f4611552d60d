package faults.worker;

/**
 * What the daemon's journal says about a window, as the scenario needs it to compare.
 *
 * @param state lower-case name, e.g. {@code accepted}
 * @param closed whether the state is final
 * @param value null before the claim
 * @param txHash of the transaction that may be or was included, null before
 */
public record DaemonJournalRow(String state, boolean closed, String value, String txHash) {}
