/**
 * The steps that the routes call, one class for each decision or write: poll gate, window
 * selection, features, model, guard, claim, submission, settlement, scoring. Imported by routes,
 * routes.alert, daemon and cli.journal.
 */
package routes.step;
