/**
 * The last check of a value before it is claimed: finite, within bounds, not stuck. Imported by
 * routes and config.
 */
package inference.guard;
