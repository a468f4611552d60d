/**
 * The model: artifact, validation, DJL predictor and guard. DJL lives only here. Routes and {@code
 * lab} may import it.
 */
package inference;
