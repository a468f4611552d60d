/**
 * Compares a claimed value with what really happened, once the ground truth is known. It also has
 * the intervals of such figures. Routes, report and lab may import it.
 */
package scoring;
