/**
 * A prediction from the artifact in use or from a model server: takes over replacements, keeps the
 * last good model. Routes and lab may import it.
 */
package inference;
