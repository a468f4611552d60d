/** Measures a served model, and tests the predictor with damaged files. Imported by cli only. */
package lab.bench;
