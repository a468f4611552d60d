/**
 * The verbs of an account: stake, delegation, rewards, and funding a topic. Each shows its price
 * and asks before it signs. Imported by cli.
 */
package cli.stake;
