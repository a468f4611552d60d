/**
 * The Camel component behind the allora: endpoints, and one chain client for each wallet. Imported
 * by routes.step, routes.health, wiring, daemon and cli.
 */
package routes.allora;
