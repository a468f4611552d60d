/**
 * Named numbers from closing prices, in declared order, the same code in training and serving.
 * Routes, {@code lab} and {@code app} may import it.
 */
package features;
