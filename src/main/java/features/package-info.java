/**
 * Named numbers from closing prices in declared order, the same code in training and serving.
 * Routes, lab and cli may import it.
 */
package features;
