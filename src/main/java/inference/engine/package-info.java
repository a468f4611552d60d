/**
 * The one place that touches DJL and ONNX Runtime: loads a model into native memory and asks it.
 * Only the inference room imports it.
 */
package inference.engine;
