/**
 * A simulated Allora network with a simulated market and model server on loopback, started as one
 * object and changed while it runs through its controls. Only faults, trials, the devnet commands
 * and tests may import it; it was written from the protocol and shares no code with chain or
 * wallet.
 */
package devnet;
