/**
 * The commands that run the simulated network: demo, devnet, and the fault scenarios with their
 * kill and soak forms. Only cli may import it.
 */
package cli.simulate;
