/**
 * How the simulated network judges reputers and divides the reward of a closed epoch, as a chain of
 * version 0.6.0 computes it with its default parameters. Numbers in, numbers out; only {@code
 * devnet} imports it.
 */
package devnet.reward;
