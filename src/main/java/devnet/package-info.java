/**
 * A simulated network and market on loopback HTTP, and the judge of what was really accepted.
 * Written from the protocol, it shares no code with {@code chain} or {@code wallet}.
 */
package devnet;
