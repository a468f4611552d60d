/**
 * Named numbers from closing prices, in declared order, the same code in training and serving.
 * Routes and {@code lab} may import it.
 */
package features;
