/**
 * Compares a claimed value with what really happened, once the ground truth is known. Routes may
 * import it.
 */
package scoring;
