/**
 * The commands of an account: stake, delegation, rewards, and funding a topic. Each shows its fee
 * and asks before it signs. Imported by cli.
 */
package cli.stake;
