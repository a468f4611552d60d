/** Meters and facts about the daemon's health. Micrometer lives only here. Routes may import it. */
package ops;
