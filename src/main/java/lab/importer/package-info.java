/**
 * Turns foreign model files (ONNX, XGBoost JSON, UBJSON, pickle) into artifacts. Imported by cli
 * and lab.train only.
 */
package lab.importer;
