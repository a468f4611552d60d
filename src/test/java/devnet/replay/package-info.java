/**
 * The recordings of a real node, replayed against the simulated one in the same three moments. It
 * skips in a clone without the shared data.
 */
package devnet.replay;
