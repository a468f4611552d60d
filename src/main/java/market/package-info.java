/**
 * Candles for a topic: which source is asked, what is held, and whether it is good enough to
 * predict from. Routes and the composition root may import it.
 */
package market;
