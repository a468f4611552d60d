/**
 * A model as files: ONNX bytes, manifest, sample answers, and the shipped default formula. Imported
 * by inference, lab, config and cli.
 */
package inference.artifact;
