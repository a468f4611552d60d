/** What an answer was worth once the ground truth is known. Routes may import it. */
package scoring;
