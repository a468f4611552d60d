/**
 * The steps that the routes call, one class for each decision or write: poll gate, window
 * selection, features, model, guard, claim, submission, settlement, scoring, and the record of
 * failures. Imported by routes, routes.health, daemon and cli.
 */
package routes.step;
