/**
 * Finds open submission windows, decides when to poll for the next one, and listens for window
 * events. Used only inside chain; imports chain.node.
 */
package chain.window;
