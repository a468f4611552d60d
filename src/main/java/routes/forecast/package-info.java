/**
 * Steps that put a forecast of other workers' losses into a submission, and what they are made
 * from: the losses of past epochs, a server or a model.
 */
package routes.forecast;
