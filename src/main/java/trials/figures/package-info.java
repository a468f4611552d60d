/**
 * Runs scenarios and measurements for the published figures and writes them as Markdown and HTML.
 * Only cli may import it; production code never does.
 */
package trials.figures;
