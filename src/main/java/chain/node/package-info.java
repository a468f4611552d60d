/**
 * Which nodes are healthy and in sync: polls their heads, tracks faults, sends hedged reads to the
 * best of them, and detects the emissions version. Used only inside chain; imports chain.http and
 * chain.model.
 */
package chain.node;
